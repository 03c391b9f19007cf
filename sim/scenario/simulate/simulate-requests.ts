import type { Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { BatchSimulation } from './batch-simulation.ts';
import { LineSimulation } from './line-simulation.ts';
import { ReplicaSimulation } from './replica-simulation.ts';
import type { Watch } from './request-observer.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';
import { RequestSimulation } from './request-simulation.ts';

/**
 * Replays a trace of requests on a target by discrete events: two events per pass on a unit, nothing while units rest.
 *
 * A request queues (first come, first served) at the first unit, where the policy decides; its stages then run in
 * order, each queueing on its unit. A unit that rests falls through its power states and pays the state's wake time
 * and energy when work comes. The sleeping state's power over the wake time is charged where a profile's wake energy
 * is less than that. Where passes take several samples, `BatchSimulation` says how requests come together. The whole is a pure function of its arguments.
 * @throws RangeError when the policy answers an option that does not exist, or refines a request without end
 */
export function simulateRequests(
  system: SimulatedSystem,
  trace: RequestTrace,
  policy: Policy,
  watch: Watch = {},
): RequestRun {
  if (system.batching) return new BatchSimulation(system, trace, policy, watch).complete();
  if (system.replicas) return new ReplicaSimulation(system, trace, policy, watch).complete();
  const isWatched = watch.environment !== undefined || watch.observer !== undefined;
  return !isWatched && LineSimulation.suits(system, trace, policy)
    ? new LineSimulation(system, trace, policy, watch.curve).complete()
    : new RequestSimulation(system, trace, policy, watch).complete();
}
