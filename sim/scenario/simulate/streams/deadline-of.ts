import type { RequestTrace } from '../../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from '../request-run.ts';

/** Deadline of a request from its arrival, ns: that of its stream, where there are several. */
export const deadlineOf = (
  { deadlineNs, streams }: Pick<SimulatedSystem, 'deadlineNs' | 'streams'>,
  trace: RequestTrace,
  request: number,
): number => (streams ? streams.deadlineNs[trace.stream![request]!]! : deadlineNs);
