import { join } from 'node:path';
import type { Network } from '../../../sim/network/network.ts';
import { packageRoot } from '../../../sim/package-root.ts';
import { policyIds } from '../../../sim/policies/registry.ts';
import type { CellTask } from '../../../sim/scenario/cell-task.ts';
import { pairedSeeds } from '../../../sim/scenario/paired-seeds.ts';
import { pointList } from '../../../sim/sparsity/point-list.ts';
import type { RunnableProfile } from '../../../sim/targets/profile-schema.ts';
import { Dice } from './dice.ts';
import { drawDifficulty, drawTable } from './draw-table.ts';

/** About a hundred requests of a class, s. */
const horizonS = {
  mcu: 20,
  'server-cpu': 0.01,
  'server-gpu': 0.01,
  'edge-gpu': 0.02,
  neuromorphic: 10,
  system: 60,
} as const;

/** Model files that a worker reads itself. */
export const taskModels = ['digits-ladder', 'digits-small-025'] as const;

/**
 * A task as a real run sends it to its worker threads: shipped profiles and model files by name, drawn tables, load and
 * policies. Spiking chips are left out, whose tables and placement would take a second each.
 */
export function drawCellTask(
  seed: number,
  shipped: ReadonlyMap<string, RunnableProfile>,
  networks: readonly Network[],
): CellTask {
  const dice = new Dice(seed, 'cell task');
  const usable = [...shipped.values()].filter((one) => one.class !== 'neuromorphic');
  const profile = usable[seed % usable.length]!;
  const difficulty = drawDifficulty(dice);
  const seeds = pairedSeeds(seed, dice.whole(1, 2));
  const runtimes = Object.keys(profile.runtimes);
  const inputs = dice.many(dice.whole(1, 2), (load) => ({
    target: profile.id,
    runtime: dice.one(runtimes),
    referenceRuntime: runtimes[0]!,
    denseLoad: dice.scale(0.1, 1) + load,
    deadlineFactor: dice.scale(0.5, 10),
    arrivals: { activeShare: dice.between(0.1, 1), meanMotionS: horizonS[profile.class] / 5 },
    conditionDwellS: horizonS[profile.class] / 3,
    horizonS: horizonS[profile.class],
    seeds: seeds.scored,
    tuningSeed: seeds.tuning,
    accuracyFloor: dice.between(0.5, 1),
    missBudget: dice.one([0.01, 0.1]),
    queueLimit: dice.chance(0.5) ? dice.below(4) : undefined,
    policies: ['dense', ...dice.some(policyIds, 0.5)],
    networks: networks.map((network, n) => {
      const table = (split: string) =>
        drawTable(dice, network, pointList(network), 'fp32', split, 30, difficulty);
      return {
        id: n === 0 ? 'ladder' : 'small-dense-0.25',
        role: n === 0 ? ('ladder' as const) : ('small-dense' as const),
        modelFile: join(packageRoot(), 'scenarios', 'models', `${taskModels[n]}.onnx`),
        validation: table('validation'),
        test: table('test'),
      };
    }),
  }));
  // Cells of one task share target and runtime.
  return { inputs: inputs.map((input) => ({ ...input, runtime: inputs[0]!.runtime })) };
}
