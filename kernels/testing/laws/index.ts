import type { KernelLaw } from '../kernel-law.ts';
import { formatRoundTrip } from './format-round-trip.ts';
import { levelNesting } from './level-nesting.ts';
import { linearity } from './linearity.ts';
import { permutation } from './permutation.ts';
import { referenceAgreement } from './reference-agreement.ts';
import { zeroRows } from './zero-rows.ts';

/** The laws of matrix kernels. */
export const kernelLaws: readonly KernelLaw[] = [
  referenceAgreement,
  linearity,
  zeroRows,
  levelNesting,
  formatRoundTrip,
  permutation,
];
