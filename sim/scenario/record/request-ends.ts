import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from '../simulate/request-run.ts';
import { deadlineOf } from '../simulate/streams/deadline-of.ts';

/** How a request ended. */
export type RequestOutcome = 'in time' | 'late' | 'dropped';

/** When and how the requests of a run end. */
export class RequestEnds {
  /** [request] ns */
  readonly endNs: Float64Array;
  private readonly served: Uint8Array;
  private readonly trace: RequestTrace;
  private readonly system: SimulatedSystem;

  constructor(system: SimulatedSystem, trace: RequestTrace) {
    this.trace = trace;
    this.system = system;
    this.endNs = new Float64Array(trace.timeNs.length);
    this.served = new Uint8Array(trace.timeNs.length);
  }

  end(request: number, served: boolean, timeNs: number): void {
    this.endNs[request] = timeNs;
    this.served[request] = served ? 1 : 0;
  }

  outcome(request: number): RequestOutcome {
    if (this.served[request] === 0) return 'dropped';
    const deadlineNs = deadlineOf(this.system, this.trace, request);
    return this.endNs[request]! - this.trace.timeNs[request]! > deadlineNs ? 'late' : 'in time';
  }
}
