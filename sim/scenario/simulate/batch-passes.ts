import type { Plan, Target } from '../../targets/target.ts';
import { loweredSegments, lowestRestW, type OptionCosts } from './option-costs.ts';

/** Samples of one pass at most, in any cell. */
export const mostInBatch = 1024;

/**
 * What passes of an option with 1 to `most` samples cost, each as a whole: [n - 1].
 * @param single costs of the option, a sample at a time @param clock at which `single` is
 * @throws RangeError where the unit takes one sample after the other, or the largest batch does not fit beside the weights
 */
export function batchPasses(
  target: Target,
  plan: Plan,
  single: OptionCosts,
  most: number,
  clock = plan.clock,
): readonly OptionCosts[] {
  const { id } = plan.point;
  if (target.units.length > 1 || !target.capabilities(plan.unit).batches || single.stride !== 0)
    throw new RangeError(
      `${target.id} under ${target.runtime} takes one sample after the other; batches are for a CPU or a GPU alone`,
    );
  if (!target.fit({ ...plan, batch: most }, [plan.point]).fits)
    throw new RangeError(
      `${target.id}: the values of ${most} samples of option ${id} do not fit into memory; lower the largest batch`,
    );
  return Array.from({ length: most }, (_, i) =>
    i === 0 ? single : passOf(target, plan, i + 1, single, clock),
  );
}

/** By plan: what its passes of several samples come to. Validation and test, and all runs of a cell, ask for the same. */
const lowered = new WeakMap<Plan, Map<string, Omit<OptionCosts, keyof Answers>>>();

type Answers = Pick<OptionCosts, 'sampleCount' | 'correct' | 'confidence' | 'accuracy'>;

function passOf(
  target: Target,
  plan: Plan,
  batch: number,
  single: OptionCosts,
  clock: number | undefined,
): OptionCosts {
  const key = `${batch}@${clock}`;
  let ofPlan = lowered.get(plan);
  if (!ofPlan) {
    ofPlan = new Map();
    lowered.set(plan, ofPlan);
  }
  let costs = ofPlan.get(key);
  if (!costs) {
    costs = costsOf(target, { ...plan, batch, ...(clock === undefined ? {} : { clock }) });
    ofPlan.set(key, costs);
  }
  return { ...single, ...costs };
}

function costsOf(target: Target, plan: Plan): Omit<OptionCosts, keyof Answers> {
  const [part] = loweredSegments(target, plan, null);
  const { unit, durationNs, causes, joules } = part!;
  const restJ = lowestRestW(target.units[unit]!) * durationNs * 1e-9;
  const paid = Float64Array.from(joules);
  const aboveJ = paid.reduce((sum, each) => sum + each, 0) - restJ;
  // As in `optionCosts`: durations are whole ns, and no pass may cost less than resting as long.
  if (aboveJ < 0) paid[0]! -= aboveJ;
  const marginalJ = Math.max(0, aboveJ);
  return {
    segments: [{ unit, stride: 0, durationNs: Float64Array.of(durationNs), causes, joules: paid }],
    stride: 0,
    serviceNs: Float64Array.of(durationNs),
    marginalJ: Float64Array.of(marginalJ),
    meanServiceNs: durationNs,
    meanMarginalJ: marginalJ,
  };
}

/**
 * The least that a sample can cost in any batch: the least share of a pass's energy above rest, and the shortest pass. An
 * option with these costs is cheaper and quicker than what any batch gives, which is what a lower bound needs.
 */
export function leastShare(passes: readonly OptionCosts[]): OptionCosts {
  const least = (of: (pass: OptionCosts, samples: number) => number) =>
    passes.reduce((low, pass, i) => Math.min(low, of(pass, i + 1)), Number.POSITIVE_INFINITY);
  const serviceNs = least((pass) => pass.serviceNs[0]!);
  const marginalJ = least((pass, samples) => pass.marginalJ[0]! / samples);
  return {
    ...passes[0]!,
    serviceNs: Float64Array.of(serviceNs),
    marginalJ: Float64Array.of(marginalJ),
    meanServiceNs: serviceNs,
    meanMarginalJ: marginalJ,
  };
}
