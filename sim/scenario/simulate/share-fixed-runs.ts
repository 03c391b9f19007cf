import type { Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { RequestRun, SimulatedSystem } from './request-run.ts';

/** Replays a trace under a policy, with nobody watching. */
export type PlainReplay<Run extends RequestRun> = (
  system: SimulatedSystem,
  trace: RequestTrace,
  policy: Policy,
) => Run;

/**
 * The same replay, which simulates what several policies do alike once: a run under a policy that always answers one
 * option depends on that option and on what the policy is charged, not on who asks for it. Dense, best static and every
 * policy that falls back to a fixed option are then one run.
 * @returns runs that are shared, and so not to be changed; kept for as long as their trace and system are
 */
export function shareFixedRuns<Run extends RequestRun>(replay: PlainReplay<Run>): PlainReplay<Run> {
  const known = new WeakMap<SimulatedSystem, WeakMap<RequestTrace, Map<string, Run>>>();
  return (system, trace, policy) => {
    const { always, hold, review, cost } = policy;
    if (always === undefined || hold || review) return replay(system, trace, policy);
    let ofSystem = known.get(system);
    if (!ofSystem) {
      ofSystem = new WeakMap();
      known.set(system, ofSystem);
    }
    let runs = ofSystem.get(trace);
    if (!runs) {
      runs = new Map();
      ofSystem.set(trace, runs);
    }
    const key = `${always} ${cost.decideOperations}`;
    let run = runs.get(key);
    if (!run) {
      run = replay(system, trace, policy);
      runs.set(key, run);
    }
    return run;
  };
}
