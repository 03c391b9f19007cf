import type { TableSplit } from '../../../sparsity/table-data.ts';
import { openPool } from '../../../sweep/pool.ts';
import { runAll } from '../../../sweep/run-all.ts';
import { stratifiedPositions } from '../spike-recipe.ts';
import type { SpikeTable, SpikeTables } from '../spike-tables.ts';
import { chipCounterNames } from './chip-counters.ts';
import { type ChipRequest, chipKey } from './chip-request.ts';
import { type ChipPart, type ChipTask, chipWorker } from './chip-task.ts';
import type { ChipBalance } from './converted-graph.ts';
import { maskGroups } from './mask-groups.ts';

const samplesPerTask = 20;

/**
 * Converts a network and simulates its spikes on a chip for a stratified sample of degraded MNIST, on worker threads. The
 * result does not depend on their number. Points of one level, times, mask and thresholds are read from one run.
 * @returns balances by level, times, mask and thresholds (`maskGroups`)
 * @throws Error when the network cannot be converted, InputError when it does not fit; the signal's reason
 */
export async function measureChip(request: ChipRequest): Promise<SpikeTables<ChipBalance>> {
  const { modelFile, network, chip, form, points, sampleCount, signal } = request;
  const head = { modelFile, networkHash: network.hash, chip, form };
  const byLevel = maskGroups(points);
  const splits = (['validation', 'test'] as const).map((split) => ({
    split,
    positions: stratifiedPositions(split, sampleCount),
  }));
  const pool = await openPool<ChipTask, ChipBalance | ChipPart>(chipWorker, request.threads);
  try {
    const pointsOf = (level: readonly number[]) => level.map((p) => points[p]!);
    const balances = (await runAll(
      pool,
      byLevel.map(
        ({ group, ranked }): ChipTask => ({ ...head, kind: 'balance', ranked, points: pointsOf(group) }),
      ),
      { signal },
    )) as ChipBalance[];
    const total = byLevel.length * splits.reduce((sum, { positions }) => sum + positions.length, 0);
    let done = 0;
    request.onProgress?.(done, total);
    const runs = byLevel.flatMap(({ group }, l) =>
      splits.flatMap(({ split, positions }) =>
        Array.from({ length: Math.ceil(positions.length / samplesPerTask) }, (_, k) => ({
          l,
          split,
          task: {
            ...head,
            kind: 'run',
            points: pointsOf(group),
            balance: balances[l]!,
            split,
            positions: positions.slice(k * samplesPerTask, (k + 1) * samplesPerTask),
          } satisfies ChipTask,
        })),
      ),
    );
    const parts = (await runAll(
      pool,
      runs.map(({ task }) => task),
      {
        signal,
        onResult: (part) => {
          done += (part as ChipPart).labels.length;
          request.onProgress?.(done, total);
        },
      },
    )) as ChipPart[];
    const [validation, test] = splits.map(({ split, positions }) =>
      assemble(
        request,
        split,
        positions,
        byLevel.map(({ group }, l) => ({
          group,
          parts: parts.filter((_, i) => runs[i]!.l === l && runs[i]!.split === split),
        })),
      ),
    );
    return { balances, validation: validation!, test: test! };
  } finally {
    await pool.destroy();
  }
}

function assemble(
  request: ChipRequest,
  split: TableSplit,
  positions: Uint32Array,
  groups: readonly { readonly group: readonly number[]; readonly parts: readonly ChipPart[] }[],
): SpikeTable {
  const { network, points } = request;
  const samples = positions.length;
  const width = chipCounterNames.length;
  const table = {
    key: chipKey(request, split, positions),
    network: network.name,
    data: `degraded-mnist-${split}`,
    sampleCount: samples,
    points,
    layers: [],
    labels: new Uint8Array(samples),
    conditions: new Uint8Array(samples),
    topClass: new Uint8Array(points.length * samples),
    confidence: new Uint16Array(points.length * samples),
    activeInputs: new Uint16Array(0),
    effectiveMacs: new Uint32Array(0),
    spikeCounters: new Float64Array(points.length * samples * width),
    positions,
    referenceTopClass: new Uint8Array(points.length * samples),
  };
  for (const { group, parts } of groups) {
    let first = 0;
    for (const part of parts) {
      const count = part.labels.length;
      table.labels.set(part.labels, first);
      table.conditions.set(part.conditions, first);
      for (const [k, p] of group.entries()) {
        const to = p * samples + first;
        const here = <T extends { subarray(from: number, to: number): T }>(of: T, each: number): T =>
          of.subarray(k * count * each, (k + 1) * count * each);
        table.topClass.set(here(part.topClass, 1), to);
        table.confidence.set(here(part.confidence, 1), to);
        table.spikeCounters.set(here(part.spikeCounters, width), to * width);
        table.referenceTopClass.set(part.referenceTopClass, to);
      }
      first += count;
    }
  }
  return table;
}
