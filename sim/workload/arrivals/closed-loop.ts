import type { RequestTrace } from './request-trace.ts';

/** Requests in queries, one query at a time: the next is issued in the instant in which the last one has ended. */
export class ClosedLoop {
  private readonly trace: RequestTrace;
  private readonly samplesPerQuery: number;
  private endedOfQuery = 0;

  /** @throws RangeError unless a query has at least one request */
  constructor(trace: RequestTrace, samplesPerQuery: number) {
    if (!(Number.isInteger(samplesPerQuery) && samplesPerQuery >= 1))
      throw new RangeError(`samplesPerQuery is ${samplesPerQuery}; a whole number from 1 on is needed`);
    this.trace = trace;
    this.samplesPerQuery = samplesPerQuery;
    trace.timeNs.fill(0);
  }

  /** Whether a request begins a query, and so waits for the end of the one before. */
  waits(request: number): boolean {
    return request % this.samplesPerQuery === 0;
  }

  /** To be told of every end. @returns the first request of the query that is issued now, -1: none is */
  ended(request: number, nowNs: number): number {
    const { timeNs } = this.trace;
    const first = request - (request % this.samplesPerQuery);
    const next = Math.min(first + this.samplesPerQuery, timeNs.length);
    if (++this.endedOfQuery < next - first) return -1;
    this.endedOfQuery = 0;
    if (next === timeNs.length) return -1;
    timeNs.fill(nowNs, next, next + this.samplesPerQuery);
    return next;
  }
}
