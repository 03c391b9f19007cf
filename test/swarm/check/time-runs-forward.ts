import { deadlineOf } from '../../../sim/scenario/simulate/streams/deadline-of.ts';
import type { Check } from './check.ts';

/** Time never runs back: in the trace, in what a policy sees, and to the end of a run. */
export const timeRunsForward: Check = ({ cells }) => {
  const wrong: string[] = [];
  for (const { name, run: cellRun, watched } of cells) {
    for (const { timeNs, horizonNs } of cellRun.traces) {
      timeNs.forEach((time, i) => {
        if (!Number.isSafeInteger(time) || time < 0 || time >= horizonNs)
          wrong.push(`${name}: request ${i} arrives at ${time} of ${horizonNs} ns`);
        if (i > 0 && time < timeNs[i - 1]!)
          wrong.push(`${name}: request ${i} arrives before request ${i - 1}`);
      });
    }
    watched.forEach(({ system, trace, witness, run }, r) => {
      const where = `${name} run ${r}`;
      if (!Number.isSafeInteger(run.endNs) || run.endNs < trace.horizonNs)
        wrong.push(`${where}: ends at ${run.endNs} of ${trace.horizonNs} ns`);
      const dueNs = (request: number) => trace.timeNs[request]! + deadlineOf(system, trace, request);
      // A replica that wakes decides later than one that is awake and begins after it.
      if (cellRun.input.replicas) return;
      forward(
        `${where}: decision`,
        witness.decisions,
        ({ timeNs }) => timeNs,
        trace.timeNs,
        run.endNs,
        wrong,
      );
      const endOfPass = (seen: (typeof witness.seen)[number]) => dueNs(seen.request) - seen.deadlineLeftNs;
      forward(`${where}: review`, witness.seen, endOfPass, trace.timeNs, run.endNs, wrong);
      for (const { request, timeNs, deadlineLeftNs } of witness.decisions)
        if (dueNs(request) - timeNs !== deadlineLeftNs)
          wrong.push(`${where}: request ${request} has ${deadlineLeftNs} ns left at ${timeNs}`);
    });
  }
  return wrong;
};

function forward<T extends { readonly request: number }>(
  what: string,
  calls: readonly T[],
  timeOf: (call: T) => number,
  arrivals: Float64Array,
  endNs: number,
  wrong: string[],
): void {
  let last = 0;
  for (const call of calls) {
    const now = timeOf(call);
    if (now < last) wrong.push(`${what} of request ${call.request} at ${now} ns after one at ${last} ns`);
    if (now < arrivals[call.request]!)
      wrong.push(`${what} of request ${call.request} at ${now} ns, before it arrived`);
    if (now > endNs) wrong.push(`${what} of request ${call.request} at ${now} ns, after the end`);
    last = now;
  }
}
