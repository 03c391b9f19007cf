import type { Network } from '../../network/network.ts';
import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import { openPool, type PoolThreads } from '../../sweep/pool.ts';
import { runAll } from '../../sweep/run-all.ts';
import type { Balance } from './convert.ts';
import { floatLayers } from './float-layers.ts';
import { type ChipTiming, spikeKey, spikingPoints, stratifiedPositions } from './spike-recipe.ts';
import type { SpikeTable, SpikeTables } from './spike-tables.ts';
import { type SpikePart, type SpikeTask, spikeWorker } from './spike-task.ts';

/** What to simulate, and how. */
export interface SpikeRequest {
  readonly modelFile: string;
  /** The network of that file. */
  readonly network: Network;
  readonly chip: ChipTiming;
  /** Images of each split. */
  readonly sampleCount: number;
  readonly threads?: PoolThreads | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Inferences simulated, of all. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

const samplesPerTask = 20;

/**
 * Converts a network at its spiking points and simulates the spikes of a stratified sample of degraded MNIST on worker
 * threads. The result does not depend on their number.
 * @throws Error when the network cannot be converted or does not fit; the signal's reason
 */
export async function measureSpikes(request: SpikeRequest): Promise<SpikeTables> {
  const { modelFile, network, chip, sampleCount } = request;
  const points = spikingPoints(network);
  const head = { modelFile, networkHash: network.hash };
  const splits = (['validation', 'test'] as const).map((split) => ({
    split,
    positions: stratifiedPositions(split, sampleCount),
  }));
  const pool = await openPool<SpikeTask, Balance | SpikePart>(spikeWorker, request.threads);
  try {
    const { signal } = request;
    const balanceTasks = points.map((point): SpikeTask => ({ ...head, kind: 'balance', point }));
    const balances = (await runAll(pool, balanceTasks, { signal })) as Balance[];
    const total = points.length * splits.reduce((sum, { positions }) => sum + positions.length, 0);
    let done = 0;
    request.onProgress?.(done, total);
    const runs = points.flatMap((point, p) =>
      splits.flatMap(({ split, positions }) => {
        const tasks: { task: SpikeTask; p: number; split: TableSplit }[] = [];
        for (let from = 0; from < positions.length; from += samplesPerTask) {
          const some = positions.slice(from, from + samplesPerTask);
          tasks.push({
            p,
            split,
            task: { ...head, kind: 'run', point, balance: balances[p]!, chip, split, positions: some },
          });
        }
        return tasks;
      }),
    );
    const parts = (await runAll(
      pool,
      runs.map(({ task }) => task),
      {
        signal,
        onResult: (part) => {
          done += (part as SpikePart).topClass.length;
          request.onProgress?.(done, total);
        },
      },
    )) as SpikePart[];
    const tables = splits.map(({ split, positions }) => {
      const ofPoint = points.map((_, p) =>
        parts.filter((_part, i) => runs[i]!.p === p && runs[i]!.split === split),
      );
      return assemble(request, points, split, positions, ofPoint);
    });
    return { balances, validation: tables[0]!, test: tables[1]! };
  } finally {
    await pool.destroy();
  }
}

/** @param parts [point][part] in the order of the positions */
function assemble(
  { network, chip }: SpikeRequest,
  points: readonly OperatingPoint[],
  split: TableSplit,
  positions: Uint32Array,
  parts: readonly (readonly SpikePart[])[],
): SpikeTable {
  const all = parts.flat();
  const joined = <T extends keyof SpikePart>(name: T, of = all) => of.flatMap((part) => [...part[name]]);
  const spikesIn = joined('spikesIn');
  const most = spikesIn.reduce((a, b) => Math.max(a, b), 0);
  if (most > 65535) {
    throw new RangeError(
      `${network.name}: ${most} spikes into a layer, 65535 can be stored; use a smaller network`,
    );
  }
  return {
    key: spikeKey(network, points, split, positions, chip),
    network: network.name,
    data: `degraded-mnist-${split}`,
    sampleCount: positions.length,
    points,
    layers: floatLayers(network, points[0]!).map((layer) => layer.name),
    labels: Uint8Array.from(joined('labels', [...parts[0]!])),
    conditions: Uint8Array.from(joined('conditions', [...parts[0]!])),
    topClass: Uint8Array.from(joined('topClass')),
    confidence: Uint16Array.from(joined('confidence')),
    activeInputs: Uint16Array.from(spikesIn),
    effectiveMacs: Uint32Array.from(joined('events')),
    spikeCounters: Float64Array.from(joined('spikeCounters')),
    positions,
    referenceTopClass: Uint8Array.from(joined('referenceTopClass')),
  };
}
