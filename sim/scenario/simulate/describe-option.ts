import type { Option, OptionSplit, PolicyContext } from '../../policies/policy.ts';
import type { Unit } from '../../targets/target.ts';
import type { BuiltOption } from './build-options.ts';
import type { OptionCosts } from './option-costs.ts';
import type { Pilots } from './pilots.ts';

/** What policies may know of an option: means over the validation table, and what it does alone in a pilot run. */
export function describeOption(
  built: BuiltOption,
  index: number,
  pilots: Pilots,
  units: readonly Unit[],
): Option {
  const { id, network, role, point, unit, sparsity, gated, cut } = built;
  const costs = built.validation!;
  const option = {
    index,
    id,
    network,
    role,
    point,
    unit,
    ...(cut ? { split: { after: cut.node, bytes: cut.bytes, parts: partsOf(costs, units) } } : {}),
    sparsity,
    gated,
    levels: built.plan.point.levels,
    gates: built.plan.point.gates,
    ...traitsOf(built.plan.point),
    meanServiceNs: costs.meanServiceNs,
    meanMarginalEnergyJ: costs.meanMarginalJ,
    validationAccuracy: costs.accuracy,
    pilotEnergyJ: 0,
    pilotMissShare: 0,
  };
  const { energyPerInferenceJ, missShare } = pilots.alone(option);
  // The pilot's few conditions are not the table's: rest and waking come from the pilot, the work from the table.
  const drawnJ = pilots.meanMarginalJ(index);
  return {
    ...option,
    pilotEnergyJ: energyPerInferenceJ - drawnJ + costs.meanMarginalJ,
    pilotMissShare: missShare,
  };
}

/** Reading a spiking network early is taking an early exit; the policies know both as traits. */
function traitsOf({
  steps,
  deltaThreshold,
  times,
  mask,
  thresholdFactor,
}: BuiltOption['plan']['point']): Pick<Option, 'traits'> {
  const masked = mask ? { masked: mask } : {};
  if (deltaThreshold !== undefined) return { traits: { deltaThreshold, ...masked } };
  // Other times are another conversion: nothing can be read early.
  if (times !== undefined) return { traits: { times } };
  const scaled = thresholdFactor === undefined ? {} : { thresholdFactor };
  return steps === undefined ? {} : { traits: { exit: steps, ...scaled, ...masked } };
}

function partsOf({ segments }: OptionCosts, units: readonly Unit[]): OptionSplit['parts'] {
  return segments.map(({ unit, durationNs }) => ({
    unit: units[unit]!.name,
    meanServiceNs: durationNs.reduce((sum, ns) => sum + ns, 0) / durationNs.length,
  }));
}

/** Outcomes of the validation data for all options, [option][sample]. */
export function validationView(built: readonly BuiltOption[]): PolicyContext['validation'] {
  const sampleCount = built[0]!.validation!.sampleCount;
  const correct = new Uint8Array(built.length * sampleCount);
  const confidence = new Uint16Array(built.length * sampleCount);
  built.forEach((option, index) => {
    correct.set(option.validation!.correct, index * sampleCount);
    confidence.set(option.validation!.confidence, index * sampleCount);
  });
  return { sampleCount, correct, confidence };
}
