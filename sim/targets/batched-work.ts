import type { LayerWork } from './layer-work.ts';

/**
 * The work of one pass over several samples: every count of values and multiply-accumulates is that of all of them, while
 * weights, and the blocks that are walked through, are those of one.
 */
export function batchedWork(work: readonly LayerWork[], batch: number): readonly LayerWork[] {
  if (batch === 1) return work;
  return work.map((operator) => ({
    ...operator,
    grossMacs: batch * operator.grossMacs,
    activeMacs: batch * operator.activeMacs,
    pixels: batch * operator.pixels,
    inputValues: batch * operator.inputValues,
    outputValues: batch * operator.outputValues,
  }));
}
