import type { Capabilities, Target } from './target.ts';
import type { UnitModel } from './unit-model.ts';

/** Facts of a profile that a target carries on. */
export type TargetHead = Pick<
  Target,
  'id' | 'name' | 'targetClass' | 'runtime' | 'boundary' | 'validated' | 'thermal'
>;

/** The capabilities of the unit that was asked for. @throws RangeError for a unit that the target lacks */
export function capabilitiesOf(models: readonly UnitModel[], unit: string, target: string): Capabilities {
  const model = models.find((candidate) => candidate.unit.name === unit);
  if (model) return model.capabilities;
  const names = models.map((candidate) => candidate.unit.name).join(', ');
  throw new RangeError(`target '${target}' has no unit '${unit}'; it has ${names}`);
}

/** A target of one processor. */
export function singleUnitTarget(head: TargetHead, model: UnitModel): Target {
  return {
    ...head,
    grade: model.grade,
    units: [model.unit],
    latencyInterval: model.latencyInterval,
    energyInterval: model.energyInterval,
    capabilities: (unit) => capabilitiesOf([model], unit, head.id),
    fit: (plan, residentPoints) => model.fit(plan, residentPoints),
    lower: (plan, outcome) => model.lower(plan, outcome),
  };
}
