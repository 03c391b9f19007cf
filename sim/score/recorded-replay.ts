import type { Policy } from '../policies/policy.ts';
import type { OptionCosts } from '../scenario/simulate/option-costs.ts';
import { policyCharge } from '../scenario/simulate/policy-charge.ts';
import type { RequestRun, SimulatedSystem } from '../scenario/simulate/request-run.ts';
import { simulateRequests } from '../scenario/simulate/simulate-requests.ts';
import { curvePoints, SpentCurve } from '../scenario/simulate/spent-curve.ts';
import type { RequestTrace } from '../workload/arrivals/request-trace.ts';

/** A run, and what its passes and its policy code spent while it went on. */
export interface RecordedRun extends RequestRun {
  /** [curvePoints] energy above rest of the first k/20 of the requests, J. */
  readonly spentJ: Float64Array;
}

/**
 * Simulates as `simulateRequests` does and keeps what each request cost above rest, added up over twenty parts. Of batches, a
 * supply, clocks and streams no such record is kept: it knows no sample that shares a pass, no request that a supply did not
 * last for, no clock but the first and no pass that a criticality forced.
 */
export function recordedReplay(
  system: SimulatedSystem,
  trace: RequestTrace,
  policy: Policy,
): RequestRun | RecordedRun {
  if (system.batching || system.environment?.supply || system.clocks || system.streams)
    return simulateRequests(system, trace, policy);
  const { always } = policy;
  const curve = new SpentCurve(system, trace, policy);
  const run = simulateRequests(system, trace, policy, always === undefined ? { curve } : {});
  const spentJ = curve.partsJ;
  // The simulator asks such a policy nothing. Dropped requests are then counted as if they had been served.
  if (always !== undefined) {
    const decideJ = policyCharge(policy.cost.decideOperations, system.units[0]!).joules;
    addAll(spentJ, system.options[always]!, trace.sample, decideJ);
  }
  for (let i = 1; i < curvePoints; i++) spentJ[i]! += spentJ[i - 1]!;
  return { ...run, spentJ };
}

/** What the curve adds for every request in turn. */
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
