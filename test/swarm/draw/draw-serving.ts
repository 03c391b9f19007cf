import type { BuiltOptions } from '../../../sim/scenario/simulate/build-options.ts';
import type { CellInput } from '../../../sim/scenario/simulate/cell-input.ts';
import type { Target } from '../../../sim/targets/target.ts';
import type { Dice } from './dice.ts';

type Serving = Partial<Pick<CellInput, 'batching' | 'replicas' | 'streams' | 'environment'>>;

/** How requests share passes or units, or differ in criticality; mostly in none of these ways. */
export function drawServing(
  dice: Dice,
  target: Target,
  built: BuiltOptions,
  input: Pick<CellInput, 'horizonS' | 'batteryJ'>,
): Serving {
  if (target.units.length > 1) return {};
  const roll = dice.share();
  if (roll < 0.12) return drawBatches(dice, target, built, input.horizonS);
  if (roll < 0.24) return drawReplicas(dice, target, input);
  return roll < 0.34 ? { streams: drawStreams(dice) } : {};
}

/** Bursts of other work, and samples of a sensor. */
const drawEnvironment = (dice: Dice, horizonS: number): Serving =>
  dice.chance(0.5)
    ? {
        environment: {
          startH: 0,
          background: {
            share: dice.share(),
            meanBurstS: 1e-6 + horizonS / 20,
            take: dice.one([0, 0.3, 0.9]),
          },
          ...(dice.chance(0.5)
            ? { sensor: { sampleJ: dice.one([0, 1e-6]), sampleNs: dice.one([0, 1000]) } }
            : {}),
        },
      }
    : {};

/** Where the target takes several samples at once, and so many fit into memory. */
function drawBatches(dice: Dice, target: Target, built: BuiltOptions, horizonS: number): Serving {
  const most = dice.whole(1, 6);
  const fitting = built.options.filter(({ fit }) => fit.fits);
  const can = fitting.every(
    ({ plan, validation, test }) =>
      target.capabilities(plan.unit).batches &&
      validation!.stride + test!.stride === 0 &&
      target.fit({ ...plan, batch: most }, [plan.point]).fits,
  );
  if (!can || fitting.length === 0) return {};
  const waitUs = dice.one([0, 0, dice.share() * horizonS * 1e4]);
  return { batching: { most, waitUs }, ...drawEnvironment(dice, horizonS) };
}

function drawReplicas(
  dice: Dice,
  { governor }: Target,
  { horizonS, batteryJ }: Pick<CellInput, 'horizonS' | 'batteryJ'>,
): Serving {
  if (governor || batteryJ !== undefined) return {};
  const least = dice.whole(1, 3);
  const replicas = {
    least,
    most: least + dice.whole(0, 4),
    utilisation: dice.between(0.2, 1),
    bootS: dice.one([0, horizonS / 50]),
    bootJ: dice.one([0, 1e-3]),
    syncS: Math.max(1e-7, horizonS / 20),
    stabiliseS: dice.one([0, horizonS / 5]),
  };
  return { replicas, ...drawEnvironment(dice, horizonS) };
}

function drawStreams(dice: Dice): NonNullable<CellInput['streams']> {
  const share = dice.between(0.1, 0.9);
  const stream = (name: string, criticality: 'high' | 'low', own: number) => ({
    name,
    criticality,
    share: own,
    deadlineTimes: dice.one([1, 1, dice.scale(0.5, 20)]),
    accuracyFloor: dice.one([0, 0.5, 0.9]),
    missBudget: dice.one([0, 0.1, 1]),
  });
  return {
    of: [stream('a', 'high', share), stream('b', dice.one(['low', 'low', 'high'] as const), 1 - share)],
    overrun: { budget: dice.scale(1, 3), low: dice.one(['drop', 'degrade'] as const) },
  };
}
