import type { Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from './request-run.ts';

/**
 * Knows the answer before it asks: for every request the cheapest option that is right and ends in time when started
 * now, else the cheapest at all; switching and deciding are free. It knows, too, by how much the first unit of an option
 * is slowed down at the time. A reference that runs through the same queue, not a policy anyone can have, and not a bound
 * (see O_feas for that).
 * @param choices indices of the options it may use
 */
export function clairvoyant(
  system: SimulatedSystem,
  choices: readonly number[],
  trace: RequestTrace,
): Policy {
  const slowDowns = system.faults?.slowDowns ?? [];
  const factorAt = (unit: string, timeNs: number) =>
    slowDowns.find((one) => one.unit === unit && timeNs >= one.fromNs && timeNs < one.untilNs)?.factor ?? 1;
  return {
    decide({ request, timeNs, deadlineLeftNs }) {
      const sample = trace.sample[request]!;
      let best = choices[0]!;
      let bestJ = Number.POSITIVE_INFINITY;
      let bestRight = false;
      for (const index of choices) {
        const costs = system.options[index]!;
        const row = costs.stride * sample;
        let serviceNs = costs.serviceNs[row]!;
        if (slowDowns.length > 0) serviceNs *= factorAt(system.units[costs.segments[0]!.unit]!.name, timeNs);
        const right = costs.correct[sample] === 1 && serviceNs <= deadlineLeftNs;
        if (right === bestRight ? costs.marginalJ[row]! < bestJ : right) {
          best = index;
          bestJ = costs.marginalJ[row]!;
          bestRight = right;
        }
      }
      return best;
    },
    cost: { decideOperations: 0, reviewOperations: 0 },
  };
}
