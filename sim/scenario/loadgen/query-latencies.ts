import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { RequestObserver } from '../simulate/request-observer.ts';

/** Collects the latency of every query of a run: that of its last sample. */
export class QueryLatencies implements RequestObserver {
  private readonly trace: RequestTrace;
  private readonly samplesPerQuery: number;
  private readonly latencyNs: Float64Array;
  /** When the last query was issued, ns. */
  lastIssueNs = 0;

  constructor(trace: RequestTrace, samplesPerQuery: number) {
    this.trace = trace;
    this.samplesPerQuery = samplesPerQuery;
    this.latencyNs = new Float64Array(Math.ceil(trace.timeNs.length / samplesPerQuery));
  }

  ended(request: number, _served: boolean, timeNs: number): void {
    const issuedNs = this.trace.timeNs[request]!;
    const query = Math.floor(request / this.samplesPerQuery);
    this.latencyNs[query] = Math.max(this.latencyNs[query]!, timeNs - issuedNs);
    this.lastIssueNs = Math.max(this.lastIssueNs, issuedNs);
  }

  busy(): void {}

  waiting(): void {}

  battery(): void {}

  /** All of them, ascending, ns. */
  sorted(): Float64Array {
    return this.latencyNs.slice().sort();
  }
}
