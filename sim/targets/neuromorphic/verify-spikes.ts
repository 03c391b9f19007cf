import type { Network } from '../../network/network.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import { compareSpikes, drawnSamples, type SpikeCheck } from './compare-spikes.ts';
import { runSpikeTask } from './run-spike-task.ts';
import { spikeCounterNames } from './spike-counters.ts';
import type { ChipTiming } from './spike-recipe.ts';
import type { SpikeTables } from './spike-tables.ts';
import type { SpikePart } from './spike-task.ts';

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
  const chosen = drawnSamples(table, split, request.seed, request.count);
  const positions = Uint32Array.from(chosen, (i) => table.positions[i]!);
  const parts: SpikePart[] = [];
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
    parts.push((await runSpikeTask({ ...task, balance: tables.balances[p]! })) as SpikePart);
  }
  const layers = table.layers.length;
  return compareSpikes(table, split, chosen, (p) => {
    const { topClass, confidence, spikesIn, events, spikeCounters } = parts[p]!;
    const counters = { stored: table.spikeCounters, anew: spikeCounters, width: spikeCounterNames.length };
    return [
      { name: 'top class', stored: table.topClass, anew: topClass, width: 1 },
      { name: 'confidence', stored: table.confidence, anew: confidence, width: 1 },
      { name: 'spikes into a layer', stored: table.activeInputs, anew: spikesIn, width: layers },
      { name: 'synaptic events of a layer', stored: table.effectiveMacs, anew: events, width: layers },
      { name: 'spike counters', ...counters },
    ];
  });
}
