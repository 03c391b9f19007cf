import type { TableSplit } from '../../../sparsity/table-data.ts';
import { compareSpikes, drawnSamples, type SpikeCheck } from '../compare-spikes.ts';
import type { SpikeTables } from '../spike-tables.ts';
import { chipCounterNames } from './chip-counters.ts';
import type { ChipRequest } from './chip-request.ts';
import type { ChipPart } from './chip-task.ts';
import type { ChipBalance } from './converted-graph.ts';
import { maskGroups } from './mask-groups.ts';
import { runChipTask } from './run-chip-task.ts';

/**
 * Simulates a seeded sample of a split's images again, at every point, and compares every stored number exactly. The
 * conversion itself is made anew from the network and the stored balances.
 * @param count images; some tenths of a second each
 */
export async function verifyChip(
  request: ChipRequest,
  tables: SpikeTables<ChipBalance>,
  split: TableSplit,
  count: number,
  seed: number,
): Promise<SpikeCheck> {
  const { modelFile, network, chip, form } = request;
  const table = tables[split];
  const chosen = drawnSamples(table, split, seed, count);
  const positions = Uint32Array.from(chosen, (i) => table.positions[i]!);
  /** By point: the part that holds it, and its place in that part. */
  const where = new Map<number, readonly [part: ChipPart, place: number]>();
  for (const [l, { group }] of maskGroups(table.points).entries()) {
    const part = (await runChipTask({
      kind: 'run',
      modelFile,
      networkHash: network.hash,
      chip,
      form,
      points: group.map((p) => table.points[p]!),
      balance: tables.balances[l]!,
      split,
      positions,
    })) as ChipPart;
    for (const [k, p] of group.entries()) where.set(p, [part, k]);
  }
  return compareSpikes(table, split, chosen, (p) => {
    const [part, k] = where.get(p)!;
    const from = k * chosen.length;
    const to = from + chosen.length;
    const width = chipCounterNames.length;
    return [
      { name: 'top class', stored: table.topClass, anew: part.topClass.subarray(from, to), width: 1 },
      { name: 'confidence', stored: table.confidence, anew: part.confidence.subarray(from, to), width: 1 },
      {
        name: 'counters',
        stored: table.spikeCounters,
        anew: part.spikeCounters.subarray(from * width, to * width),
        width,
      },
    ];
  });
}
