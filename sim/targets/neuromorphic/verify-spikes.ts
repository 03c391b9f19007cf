import { permutation } from '../../engine/random/permutation.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import type { Network } from '../../network/network.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import { runSpikeTask } from './run-spike-task.ts';
import { spikeCounterNames } from './spike-counters.ts';
import type { ChipTiming } from './spike-recipe.ts';
import type { SpikeTables } from './spike-tables.ts';
import type { SpikePart } from './spike-task.ts';

export interface SpikeCheck {
  /** Inferences simulated: samples x points. */
  readonly executed: number;
  readonly mismatches: number;
  /** The first mismatch in words, else null. */
  readonly firstMismatch: string | null;
}

/**
 * Simulates a seeded sample of a split's images again, at every point, and compares every stored number exactly. The
 * conversion itself is made anew from the network and the stored balance. A mismatch is an answer, not an error.
 * @param count images; some tenths of a second each over three points
 */
export async function verifySpikes(request: {
  readonly tables: SpikeTables;
  readonly modelFile: string;
  readonly network: Network;
  readonly chip: ChipTiming;
  readonly split: TableSplit;
  readonly count: number;
  readonly seed: number;
}): Promise<SpikeCheck> {
  const { tables, modelFile, network, chip, split } = request;
  const table = tables[split];
  const draws = new RandomStream(request.seed, 'spike-check', split);
  const chosen = permutation(table.sampleCount, draws).slice(0, request.count).sort();
  const positions = chosen.map((i) => table.positions[i]!);
  const found: string[] = [];
  for (const [p, point] of table.points.entries()) {
    const task = {
      kind: 'run',
      modelFile,
      networkHash: network.hash,
      point,
      chip,
      split,
      positions,
    } as const;
    const part = (await runSpikeTask({ ...task, balance: tables.balances[p]! })) as SpikePart;
    for (const [here, sample] of chosen.entries()) {
      const there = p * table.sampleCount + sample;
      const pairs: readonly (readonly [string, ArrayLike<number>, ArrayLike<number>, number])[] = [
        ['top class', table.topClass, part.topClass, 1],
        ['confidence', table.confidence, part.confidence, 1],
        ['spikes into a layer', table.activeInputs, part.spikesIn, table.layers.length],
        ['synaptic events of a layer', table.effectiveMacs, part.events, table.layers.length],
        ['spike counters', table.spikeCounters, part.spikeCounters, spikeCounterNames.length],
      ];
      const wrong = pairs.find(([, a, b, width]) =>
        Array.from({ length: width }).some((_, k) => a[there * width + k] !== b[here * width + k]),
      );
      if (wrong)
        found.push(`sample ${table.positions[sample]} of ${split} at point ${point.id}: ${wrong[0]} differ`);
    }
  }
  return {
    executed: chosen.length * table.points.length,
    mismatches: found.length,
    firstMismatch: found[0] ?? null,
  };
}
