import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import type { SpikeTable } from './spike-tables.ts';

export interface SpikeCheck {
  /** Inferences simulated: samples x points. */
  readonly executed: number;
  readonly mismatches: number;
  /** The first mismatch in words, else null. */
  readonly firstMismatch: string | null;
}

/** One stored quantity of a point beside what was simulated anew, [sample][width], flattened. */
export interface ComparedQuantity {
  readonly name: string;
  readonly stored: ArrayLike<number>;
  readonly anew: ArrayLike<number>;
  readonly width: number;
}

/** A seeded sample of a table's images: their places in the table. */
export function drawnSamples(table: SpikeTable, split: TableSplit, seed: number, count: number): number[] {
  const draws = new RandomStream(seed, 'spike-check', split);
  return [...permutation(table.sampleCount, draws).slice(0, count).sort()];
}

/**
 * Compares every stored number of some samples exactly. A mismatch is an answer, not an error.
 * @param quantities of the p-th point: stored ones of all samples of all points, anew those of the chosen samples of the point
 */
export function compareSpikes(
  table: SpikeTable,
  split: TableSplit,
  chosen: readonly number[],
  quantities: (p: number) => readonly ComparedQuantity[],
): SpikeCheck {
  const found: string[] = [];
  for (const [p, point] of table.points.entries()) {
    const all = quantities(p);
    for (const [here, sample] of chosen.entries()) {
      const there = p * table.sampleCount + sample;
      const wrong = all.find(({ stored, anew, width }) =>
        Array.from({ length: width }).some((_, k) => stored[there * width + k] !== anew[here * width + k]),
      );
      if (wrong)
        found.push(
          `sample ${table.positions[sample]} of ${split} at point ${point.id}: ${wrong.name} differ`,
        );
    }
  }
  return {
    executed: chosen.length * table.points.length,
    mismatches: found.length,
    firstMismatch: found[0] ?? null,
  };
}
