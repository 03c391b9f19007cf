/**
 * Property-based laws for sparse kernels, exported as `sparsewatt/testing`. Needs the package `fast-check` beside it.
 *
 *     import { checkKernel } from 'sparsewatt/testing';
 *     await checkKernel(myKernel, { seed: 1, numRuns: 200 });
 */
export type { MatrixKernel } from '../backends/matrix-kernel.ts';
export { checkKernel } from './check-kernel.ts';
export { expectClose } from './expect-close.ts';
export type { CheckOptions, KernelLaw } from './kernel-law.ts';
export { type LadderCase, ladderCase } from './ladder-case.ts';
export { formatRoundTrip } from './laws/format-round-trip.ts';
export { kernelLaws } from './laws/index.ts';
export { levelNesting } from './laws/level-nesting.ts';
export { linearity } from './laws/linearity.ts';
export { permutation } from './laws/permutation.ts';
export { referenceAgreement } from './laws/reference-agreement.ts';
export { zeroRows } from './laws/zero-rows.ts';
export { type MatrixCase, matrixCase } from './matrix-case.ts';
