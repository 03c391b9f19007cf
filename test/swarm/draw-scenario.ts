import type { PolicyDefinition } from '../../sim/policies/policy.ts';
import { policyIds } from '../../sim/policies/registry.ts';
import { pairedSeeds } from '../../sim/scenario/paired-seeds.ts';
import {
  type BuiltOptions,
  buildOptions,
  type TabledNetwork,
} from '../../sim/scenario/simulate/build-options.ts';
import type { CellInput } from '../../sim/scenario/simulate/cell-input.ts';
import { denseReferenceNs } from '../../sim/scenario/simulate/dense-reference.ts';
import { governedName } from '../../sim/targets/clocks/governed-runtime.ts';
import { governorNames } from '../../sim/targets/clocks/governor-name.ts';
import type { RunnableProfile } from '../../sim/targets/profile-schema.ts';
import type { Target, TargetClass } from '../../sim/targets/target.ts';
import { Dice } from './draw/dice.ts';
import { drawFaults } from './draw/draw-faults.ts';
import type { DrawnLadderLayer } from './draw/draw-ladder-layer.ts';
import { type DrawnNetworks, drawNetworks } from './draw/draw-networks.ts';
import { drawAdversaries } from './draw/draw-policies.ts';
import { drawServing } from './draw/draw-serving.ts';
import { type DrawnTarget, drawTarget, targetClasses } from './draw/draw-target.ts';

/** What is run again, changed in a way whose effect on the result is known. */
export const reruns = [
  'the same again',
  'in pieces',
  'in another order',
  'one seed alone',
  'every stage dearer',
  'every time doubled',
] as const;
export type Rerun = (typeof reruns)[number];

/** The cells of one (target, runtime): what they share is built once, as in a real run. */
export interface SwarmGroup {
  readonly drawn: DrawnTarget;
  readonly target: Target;
  readonly reference: Target;
  readonly networks: readonly TabledNetwork[];
  readonly built: BuiltOptions;
  readonly inputs: readonly CellInput[];
}

/** A whole scenario: targets, runtimes, networks, tables, policies, load, supply, faults and seeds. */
export interface SwarmScenario {
  readonly seed: number;
  readonly size: 'small' | 'medium' | 'large';
  readonly networks: readonly TabledNetwork[];
  readonly ladders: readonly DrawnLadderLayer[];
  readonly groups: readonly SwarmGroup[];
  readonly adversaries: readonly PolicyDefinition[];
  readonly pairedSeeds: number;
  readonly accuracyFloor: number;
  readonly missBudget: number;
  readonly reruns: readonly Rerun[];
}

/** Most requests of a run and samples of a table by size; most scenarios are small. */
const sizes = {
  small: { requests: 30, samples: 25 },
  medium: { requests: 200, samples: 80 },
  large: { requests: 2500, samples: 400 },
} as const;

/**
 * A random scenario: a pure function of the seed.
 * @param shipped profiles of the package, from which some targets are made
 */
export function drawScenario(seed: number, shipped: ReadonlyMap<string, RunnableProfile>): SwarmScenario {
  const dice = new Dice(seed, 'scenario');
  const roll = dice.share();
  const size = roll < 0.92 ? 'small' : roll < 0.995 ? 'medium' : 'large';
  const classes = dice.many(dice.one([1, 1, 1, 1, 2, 3]), () => dice.one(targetClasses));
  const steps = classes.includes('neuromorphic') ? dice.one([4, 16]) : 0;
  const chips = classes.includes('spiking-chip');
  const drawn = drawNetworks(dice, { samples: sizes[size].samples, steps, chips });
  const policies = dice.some(policyIds, 0.45);
  const common: CommonInput = {
    policies: policies.length > 0 ? policies : ['dense'],
    seeds: pairedSeeds(seed, dice.one([1, 1, 1, 2, 3])),
    accuracyFloor: dice.chance(0.5) ? dice.one([0, 0.5, 0.9, 1]) : dice.between(0.5, 1),
    missBudget: dice.one([0, 0.01, 0.1, 1]),
  };
  const memory = dice.chance(0.25) ? dice.scale(0.05, 1) : dice.scale(1, 20);
  const groups = classes.flatMap((targetClass, t) => {
    const target = drawTarget(dice, { id: `${targetClass}-${t}`, targetClass, memory, steps, shipped, seed });
    const stacks = dice.shuffled(target.runtimes).slice(0, dice.one([1, 1, 1, 2]));
    // Dice of its own, so that other draws stay.
    const own = new Dice(seed, `governor of ${targetClass}-${t}`);
    const governor = target.hasClocks && own.chance(0.3) ? own.one(governorNames) : null;
    const runtimes = governor ? stacks.map((stack) => governedName(stack, governor)) : stacks;
    return runtimes.map((runtime) =>
      drawGroup(
        dice,
        target,
        runtime,
        runtimes[0]!,
        (own) => networksFor(targetClass, drawn, own),
        sizes[size].requests,
        common,
      ),
    );
  });
  return {
    seed,
    size,
    networks: drawn.tabled,
    ladders: drawn.ladders,
    groups,
    adversaries: drawAdversaries(dice),
    pairedSeeds: common.seeds.scored.length,
    accuracyFloor: common.accuracyFloor,
    missBudget: common.missBudget,
    reruns: reruns.filter((rerun) => dice.chance(rerun === 'one seed alone' ? 0.5 : 0.2)),
  };
}

/** A chip's runtime is a code, and where frames come from. */
function networksFor(
  targetClass: TargetClass,
  { tabled, spiking, converted }: DrawnNetworks,
  runtime: string,
): readonly TabledNetwork[] {
  if (targetClass === 'neuromorphic') return [spiking!];
  return targetClass === 'spiking-chip' ? [converted.get(runtime.replace('-from-host', ''))!] : tabled;
}

interface CommonInput {
  readonly policies: readonly string[];
  readonly seeds: ReturnType<typeof pairedSeeds>;
  readonly accuracyFloor: number;
  readonly missBudget: number;
}

function drawGroup(
  dice: Dice,
  drawn: DrawnTarget,
  runtime: string,
  referenceRuntime: string,
  networksOf: (runtime: string) => readonly TabledNetwork[],
  requests: number,
  common: CommonInput,
): SwarmGroup {
  const target = drawn.under(runtime);
  const networks = networksOf(runtime);
  const reference = referenceRuntime === runtime ? target : drawn.under(referenceRuntime);
  // By the seed, not by a draw of its own, which would make other scenarios of all seeds.
  const splits = common.seeds.scored[0]! % 3;
  const built = buildOptions(target, networks, splits);
  const denseNs = denseReferenceNs(reference, networksOf(referenceRuntime));
  const loads = dice.many(dice.one([1, 1, 1, 2]), (i) => dice.scale(0.02, 4) * (1 + i));
  // Steady frames at a load of exactly 1 let requests arrive in the nanosecond in which others end.
  if (dice.chance(0.1)) loads[0] = 1;
  const fitting = built.options.filter((option) => option.fit.fits);
  const exactNs = fitting.length > 0 ? dice.one(fitting).test!.serviceNs[0]! : 0;
  const inputs = loads.map((denseLoad, l): CellInput => {
    const gapS = (denseNs * 1e-9) / denseLoad;
    const activeShare = dice.chance(0.3) ? 1 : dice.scale(0.05, 1);
    const wanted = dice.chance(0.04) ? 0.01 : dice.whole(1, requests);
    const horizonS = Math.min(1e6, (wanted * gapS) / activeShare);
    const restW = target.units.reduce((sum, unit) => sum + unit.powerStates[0]!.powerW, 0);
    const eachJ = fitting[0]?.test?.meanMarginalJ ?? 0;
    const spentJ = restW * horizonS + wanted * eachJ || 1e-3;
    const input: CellInput = {
      target: drawn.id,
      runtime,
      referenceRuntime,
      denseLoad,
      deadlineFactor: dice.scale(0.3, 30),
      deadlineMs: drawDeadlineMs(dice, denseNs, exactNs),
      arrivals: {
        activeShare,
        meanMotionS: gapS * dice.scale(0.5, 100),
        pattern: denseLoad === 1 ? undefined : dice.one(['periodic', 'poisson', undefined] as const),
        jitter: denseLoad === 1 ? 0 : dice.one([0, 0.2, 0.99, undefined]),
      },
      conditionDwellS: gapS * dice.scale(0.5, 100),
      horizonS,
      seeds: common.seeds.scored,
      tuningSeed: common.seeds.tuning,
      accuracyFloor: common.accuracyFloor,
      missBudget: common.missBudget,
      queueLimit: dice.chance(0.4) ? dice.below(5) : undefined,
      batteryJ: dice.chance(0.4) ? spentJ * dice.scale(0.003, 3) : undefined,
      gridIntensityGPerKwh: dice.between(0, 800),
      faults: dice.chance(0.35)
        ? drawFaults(
            dice,
            target.units.map((unit) => unit.name),
            horizonS * 1e9,
            denseNs,
          )
        : undefined,
      policies: common.policies,
      networks: networks.map(({ id, role, validation, test, others = [] }) => ({
        id,
        role,
        modelFile: `${id}.onnx`,
        validation,
        test,
        others,
      })),
      ...(splits > 0 ? { splits } : {}),
    };
    // Dice of its own, so that other draws stay.
    const own = new Dice(common.seeds.scored[0]!, `serving of ${drawn.id} ${runtime} ${l}`);
    return { ...input, ...drawServing(own, target, built, input) };
  });
  return { drawn, target, reference, networks, built, inputs };
}

/** Mostly none, so that the factor counts; at times exactly the service time of an option. */
function drawDeadlineMs(dice: Dice, denseNs: number, exactNs: number): number | undefined {
  if (exactNs > 0 && dice.chance(0.1)) return exactNs * 1e-6;
  return dice.chance(0.2) ? denseNs * 1e-6 * dice.scale(0.5, 5) : undefined;
}
