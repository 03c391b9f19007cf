import { governorClocks } from './clocks/governor-clocks.ts';
import type { Capabilities, Target } from './target.ts';
import type { UnitModel } from './unit-model.ts';

/** Facts of a profile that a target carries on. */
export type TargetHead = Pick<
  Target,
  'id' | 'name' | 'targetClass' | 'runtime' | 'governor' | 'boundary' | 'validated' | 'thermal'
>;

/** The capabilities of the unit that was asked for. @throws RangeError for a unit that the target lacks */
export function capabilitiesOf(models: readonly UnitModel[], unit: string, target: string): Capabilities {
  const model = models.find((candidate) => candidate.unit.name === unit);
  if (model) return model.capabilities;
  const names = models.map((candidate) => candidate.unit.name).join(', ');
  throw new RangeError(`target '${target}' has no unit '${unit}'; it has ${names}`);
}

/** A target of one processor. What it does at another clock than the profile's is a model's, never measured. */
export function singleUnitTarget(head: TargetHead, model: UnitModel): Target {
  const { clocks } = model.unit;
  const used = head.governor && clocks ? governorClocks(head.governor, clocks) : null;
  const scaled = used !== null && !(used.stays && used.first === clocks!.own);
  return {
    ...head,
    grade: scaled ? 'estimated' : model.grade,
    units: [model.unit],
    latencyInterval: model.latencyInterval,
    energyInterval: model.energyInterval,
    capabilities: (unit) => capabilitiesOf([model], unit, head.id),
    fit: (plan, residentPoints) => model.fit(plan, residentPoints),
    lower: (plan, outcome) => model.lower(plan, outcome),
  };
}
