import type { KernelLaw } from '../kernel-law.ts';
import { badInput } from './bad-input.ts';
import { determinism } from './determinism.ts';
import { exactness } from './exactness.ts';
import { formatRoundTrip } from './format-round-trip.ts';
import { freshResult } from './fresh-result.ts';
import { gate } from './gate.ts';
import { inputPermutation } from './input-permutation.ts';
import { inputsUntouched } from './inputs-untouched.ts';
import { int8Exactness } from './int8-exactness.ts';
import { levelNesting } from './level-nesting.ts';
import { linearity } from './linearity.ts';
import { networks } from './networks.ts';
import { noStaleState } from './no-stale-state.ts';
import { permutation } from './permutation.ts';
import { productAgreement } from './product-agreement.ts';
import { referenceAgreement } from './reference-agreement.ts';
import { rowPermutation } from './row-permutation.ts';
import { zeroRows } from './zero-rows.ts';

/** The laws of matrix kernels, the most telling first. */
export const kernelLaws: readonly KernelLaw[] = [
  exactness,
  int8Exactness,
  referenceAgreement,
  formatRoundTrip,
  zeroRows,
  levelNesting,
  gate,
  linearity,
  permutation,
  rowPermutation,
  inputPermutation,
  productAgreement,
  networks,
  determinism,
  noStaleState,
  freshResult,
  inputsUntouched,
  badInput,
];
