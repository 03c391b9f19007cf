import { accept, type Policy } from '../policies/policy.ts';
import type { OptionCosts } from '../scenario/simulate/option-costs.ts';
import { policyCharge } from '../scenario/simulate/policy-charge.ts';
import type { RequestRun, SimulatedSystem } from '../scenario/simulate/request-run.ts';
import { simulateRequests } from '../scenario/simulate/request-simulation.ts';
import type { RequestTrace } from '../workload/arrivals/request-trace.ts';

/** How many points a curve over the requests of a run has. */
export const curvePoints = 20;

/** A run, and what its passes and its policy code spent while it went on. */
export interface RecordedRun extends RequestRun {
  /** [curvePoints] energy above rest of the first k/20 of the requests, J. */
  readonly spentJ: Float64Array;
}

/** Simulates as `simulateRequests` does and keeps what each request cost above rest, added up over twenty parts. */
export function recordedReplay(system: SimulatedSystem, trace: RequestTrace, policy: Policy): RecordedRun {
  const n = trace.timeNs.length;
  const spentJ = new Float64Array(curvePoints);
  const decideJ = policyCharge(policy.cost.decideOperations, system.units[0]!).joules;
  const reviewJ = policyCharge(policy.cost.reviewOperations, system.units[0]!).joules;
  const add = (request: number, option: number, joules: number) => {
    const costs = system.options[option] ?? system.continuations?.costs[option - system.options.length];
    if (!costs) return;
    const passJ = costs.marginalJ[costs.stride * trace.sample[request]!]!;
    spentJ[Math.floor((curvePoints * request) / n)]! += passJ + joules;
  };
  const { review, always } = policy;
  const run = simulateRequests(system, trace, {
    ...policy,
    decide: (observation) => {
      const { request } = observation;
      const option = policy.decide(observation);
      add(request, option, decideJ);
      return option;
    },
    ...(review
      ? {
          review: (result) => {
            const { request, option } = result;
            const answer = review.call(policy, result);
            if (answer > accept) add(request, system.continuations?.pass(option, answer) ?? answer, reviewJ);
            return answer;
          },
        }
      : {}),
  });
  // The simulator asks such a policy nothing. Dropped requests are then counted as if they had been served.
  if (always !== undefined) addAll(spentJ, system.options[always]!, trace.sample, decideJ);
  for (let i = 1; i < curvePoints; i++) spentJ[i]! += spentJ[i - 1]!;
  return { ...run, spentJ };
}

/** What `add` does for every request in turn. */
function addAll(
  spentJ: Float64Array,
  { stride, marginalJ }: OptionCosts,
  sample: Uint32Array,
  decideJ: number,
): void {
  const n = sample.length;
  for (let k = 0; k < curvePoints; k++) {
    const until = Math.ceil(((k + 1) * n) / curvePoints);
    let joules = 0;
    for (let request = Math.ceil((k * n) / curvePoints); request < until; request++)
      joules += marginalJ[stride * sample[request]!]! + decideJ;
    spentJ[k] = joules;
  }
}
