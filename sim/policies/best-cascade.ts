import { wilson } from '../statistics/wilson.ts';
import { alikeEnergy } from './alike-energy.ts';
import { cascadeAccuracy } from './cascade-accuracy.ts';
import { cascadeServiceNs } from './cascade-service.ts';
import { cascadeThreshold } from './cascade-threshold.ts';
import { confidenceCascade } from './confidence-cascade.ts';
import type { Option, Policy, PolicyContext } from './policy.ts';

/**
 * The best of some cascades: of those that hold the floor and the miss budget on validation data the one of the cheapest
 * pilot run (the fastest, where energies are alike), else the most often right and in time. One alone is taken without a pilot run.
 * @param lists at least one, each with at least one option
 * @param threshold confidence from which an answer is taken; 0: by cascade the least that keeps the floor on validation data
 */
export function bestCascade(
  lists: readonly (readonly Option[])[],
  threshold: number,
  context: PolicyContext,
): Policy {
  const made = lists.map((steps) => {
    const sure = threshold > 0 ? threshold : cascadeThreshold(steps, context);
    return {
      policy: confidenceCascade(steps, sure),
      right: cascadeAccuracy(steps, sure, context),
      serviceNs: cascadeServiceNs(steps, sure, context),
    };
  });
  if (made.length === 1) return made[0]!.policy;
  const { accuracyFloor, missBudget, validation } = context;
  const tried = made.map((each) => ({ ...each, ...context.pilot(each.policy) }));
  type Tried = (typeof tried)[number];
  const kept = tried.filter(
    ({ right, missShare }) =>
      wilson(right, validation.sampleCount).low >= accuracyFloor && missShare <= missBudget,
  );
  const energy = (a: Tried, b: Tried) => a.energyPerInferenceJ - b.energyPerInferenceJ;
  if (kept.length > 0) {
    const least = Math.min(...kept.map(({ energyPerInferenceJ }) => energyPerInferenceJ));
    const cheapest = kept.filter(({ energyPerInferenceJ: each }) => each <= least * (1 + alikeEnergy));
    return cheapest.sort((a, b) => a.serviceNs - b.serviceNs)[0]!.policy;
  }
  const inTime = ({ right, missShare }: Tried) => right * (1 - missShare);
  return tried.sort((a, b) => inTime(b) - inTime(a) || energy(a, b))[0]!.policy;
}
