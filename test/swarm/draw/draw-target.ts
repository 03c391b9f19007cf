import { governedRuntime } from '../../../sim/targets/clocks/governed-runtime.ts';
import type { GovernorName } from '../../../sim/targets/clocks/governor-name.ts';
import { chipRuntimes } from '../../../sim/targets/neuromorphic/points/chip-runtimes.ts';
import { powerStates } from '../../../sim/targets/power-states.ts';
import type { Profile, RunnableProfile } from '../../../sim/targets/profile-schema.ts';
import { singleUnitTarget, type TargetHead } from '../../../sim/targets/single-unit-target.ts';
import type { SystemProfile } from '../../../sim/targets/system/profile-schema.ts';
import { systemTarget } from '../../../sim/targets/system/system-target.ts';
import type { Target, TargetClass } from '../../../sim/targets/target.ts';
import { unitOfProfile } from '../../../sim/targets/unit-of-profile.ts';
import { Dice } from './dice.ts';
import { drawClocks } from './draw-clocks.ts';
import { drawSystemProfile } from './draw-system-profile.ts';
import { perturbProfile } from './perturb-profile.ts';
import { drawBoardProfile } from './profiles/draw-board-profile.ts';
import { drawCpuProfile } from './profiles/draw-cpu-profile.ts';
import { drawGpuProfile } from './profiles/draw-gpu-profile.ts';
import { drawMcuProfile } from './profiles/draw-mcu-profile.ts';
import { drawNeuromorphicProfile } from './profiles/draw-neuromorphic-profile.ts';
import { drawSpikingChipProfile } from './profiles/draw-spiking-chip-profile.ts';

/** A target of one scenario, under any of its runtimes. */
export interface DrawnTarget {
  readonly id: string;
  readonly targetClass: TargetClass;
  readonly origin: 'drawn profile' | 'shipped profile, perturbed';
  readonly runtimes: readonly string[];
  readonly hasClocks: boolean;
  under(runtime: string): Target;
}

/** What a target is drawn from. */
export interface TargetWish {
  readonly id: string;
  readonly targetClass: TargetClass;
  /** Of the scenario. */
  readonly seed: number;
  /** The smaller, the sooner a network does not fit; 1 is enough for most. */
  readonly memory: number;
  /** Of rate codes. */
  readonly steps: number;
  readonly shipped: ReadonlyMap<string, RunnableProfile>;
}

/** Every class has its drawer, so that a class that is added is drawn or does not compile. */
const drawers: Record<TargetClass, (dice: Dice, wish: TargetWish) => Profile> = {
  mcu: (dice, { id, memory }) => drawMcuProfile(dice, id, memory),
  'server-cpu': (dice, { id, memory }) => drawCpuProfile(dice, id, memory),
  'server-gpu': (dice, { id, memory }) => drawGpuProfile(dice, id, memory, 'server-gpu'),
  'edge-gpu': (dice, { id, memory }) => drawGpuProfile(dice, id, memory, 'edge-gpu'),
  'sbc-cpu': (dice, { id, memory }) => drawBoardProfile(dice, id, memory, 'sbc-cpu'),
  phone: (dice, { id, memory }) => drawBoardProfile(dice, id, memory, 'phone'),
  neuromorphic: (dice, { id, memory, steps }) => drawNeuromorphicProfile(dice, id, memory, steps),
  'spiking-chip': (dice, { id, memory }) => drawSpikingChipProfile(dice, id, memory),
  system: (dice, { id }) => drawSystemProfile(dice, id),
};

export const targetClasses = Object.keys(drawers) as readonly TargetClass[];
/** Classes of the units of a system. */
const unitClasses = ['mcu', 'sbc-cpu', 'server-cpu', 'edge-gpu', 'server-gpu'] as const;

type DrawnProfile = RunnableProfile | Extract<Profile, { class: 'spiking-chip' | 'sbc-cpu' | 'phone' }>;

const runtimesOf = (profile: DrawnProfile): readonly string[] =>
  Object.keys(profile.class === 'spiking-chip' ? chipRuntimes(profile) : profile.runtimes);

/** A target of a class, from a drawn profile or from a shipped one whose numbers are off. */
export function drawTarget(dice: Dice, wish: TargetWish): DrawnTarget {
  const { targetClass, shipped } = wish;
  const models = [...shipped.values()].filter((profile) => profile.class === targetClass);
  const perturbed = models.length > 0 && dice.chance(0.3);
  const plain = perturbed ? perturbProfile(dice, dice.one(models)) : drawers[targetClass](dice, wish);
  const profile = drawClocks(new Dice(wish.seed, `clocks of ${wish.id}`), plain) as DrawnProfile;
  const origin = perturbed ? 'shipped profile, perturbed' : 'drawn profile';
  const head = (runtime: string, governor: GovernorName | null = null): TargetHead => ({
    id: wish.id,
    name: profile.name,
    targetClass,
    runtime,
    ...(governor ? { governor } : {}),
    boundary: profile.boundary,
    validated: { latency: profile.validated.latency, energy: profile.validated.energy },
  });
  const hasClocks = 'clocks' in profile && profile.clocks !== undefined;
  const about = { id: wish.id, targetClass, origin, runtimes: runtimesOf(profile), hasClocks } as const;
  if (profile.class !== 'system') {
    const name = targetClass === 'neuromorphic' || targetClass === 'spiking-chip' ? wish.id : targetClass;
    return {
      ...about,
      under: (named) => {
        const { runtime, governor } = governedRuntime(named);
        return singleUnitTarget(head(named, governor), unitOfProfile(profile, runtime, wish.id, name)!);
      },
    };
  }
  const parts = new Map<string, Profile>();
  for (const unit of profile.units) {
    const own = shipped.get(unit.profile);
    const part = perturbed && own ? perturbProfile(dice, own) : unitProfile(dice, unit.profile, wish);
    parts.set(unit.name, part);
  }
  return { ...about, under: (runtime) => joined(profile, parts, head(runtime)) };
}

function unitProfile(dice: Dice, id: string, wish: TargetWish): Profile {
  const targetClass = unitClasses.find((name) => id.startsWith(name))!;
  return drawers[targetClass](dice, { ...wish, id });
}

/** As `loadTarget` joins the units of a system, without its files. */
function joined(profile: SystemProfile, parts: ReadonlyMap<string, Profile>, head: TargetHead): Target {
  const runtimes = profile.runtimes[head.runtime]!.units;
  const models = profile.units.map(({ name, powerStates: states }) => {
    const model = unitOfProfile(parts.get(name)!, runtimes[name]!, name, name)!;
    return states ? { ...model, unit: { ...model.unit, powerStates: powerStates(states) } } : model;
  });
  return systemTarget(head, profile, models, 'estimated', { latency: null, energy: null });
}
