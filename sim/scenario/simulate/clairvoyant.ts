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
  const cheapestRight = slowDowns.length > 0 ? null : cheapestRightOf(system, choices);
  return {
    decide({ request, timeNs, deadlineLeftNs }) {
      const sample = trace.sample[request]!;
      // Of those that are right the cheapest is as a rule in time, too: then no other has to be looked at.
      const surest = cheapestRight === null ? -1 : cheapestRight(sample);
      if (surest >= 0) {
        const { serviceNs, stride } = system.options[surest]!;
        if (serviceNs[stride * sample]! <= deadlineLeftNs) return surest;
      }
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

const unknown = -2;

/** By sample the cheapest option that is right, whenever it ends; -1 where none is. Found when it is first asked for. */
function cheapestRightOf(
  { options }: SimulatedSystem,
  choices: readonly number[],
): (sample: number) => number {
  const known = new Int16Array(options[0]!.correct.length).fill(unknown);
  return (sample) => {
    const before = known[sample]!;
    if (before !== unknown) return before;
    let best = -1;
    let bestJ = Number.POSITIVE_INFINITY;
    for (const index of choices) {
      const { correct, stride, marginalJ } = options[index]!;
      const joules = marginalJ[stride * sample]!;
      if (correct[sample] !== 1 || joules >= bestJ) continue;
      best = index;
      bestJ = joules;
    }
    known[sample] = best;
    return best;
  };
}
