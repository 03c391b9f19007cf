import type { OperatorWork } from '../network/operator-work.ts';

/** Weights that one inference reads: those of active blocks where the kernel skips blocks, the looked-up rows of a table. */
export function weightsRead(work: OperatorWork, skipsBlocks: boolean): number {
  if (work.kind === 'embedding') return work.outputValues;
  return skipsBlocks ? work.activeWeights : work.weights;
}
