import type { Environment } from '../../../engine/environment.ts';
import type { TypedResource } from '../../../engine/typed-resource.ts';
import type { Policy } from '../../../policies/policy.ts';
import type { RequestTrace } from '../../../workload/arrivals/request-trace.ts';
import type { SimulatedStreams } from './simulated-streams.ts';

/**
 * Two criticalities on one unit, after Vestal (RTSS 2007) and AMC (Baruah, Burns and Davis, RTSS 2011): those of high
 * criticality are served first. A pass of high criticality that takes longer than its optimistic budget puts the unit
 * into high mode at that instant; until the unit is idle, requests of low criticality are given up or degraded. Here passes
 * are not preempted, and priorities are those of the criticality, first come, first served within one.
 */
export class CriticalMode {
  isHigh = false;
  /** How often high mode was entered. */
  entered = 0;
  private readonly streams: SimulatedStreams;
  private readonly trace: RequestTrace;
  private readonly env: Environment;
  private readonly kind: number;
  private readonly queue: TypedResource;
  /** Option that requests of low criticality run with in high mode; -1: they are dropped. */
  private readonly degradedTo: number;
  private readonly degraded: Uint8Array;

  /** @param queue of the unit @param drop called for those that are given up while they wait */
  constructor(
    streams: SimulatedStreams,
    trace: RequestTrace,
    policy: Policy,
    env: Environment,
    queue: TypedResource,
    drop: (request: number) => void,
  ) {
    this.streams = streams;
    this.trace = trace;
    this.env = env;
    this.queue = queue;
    this.kind = env.kind('budget exceeded', () => {
      if (this.isHigh) return;
      this.isHigh = true;
      this.entered++;
      for (const request of queue.withdraw((each) => this.gives(each))) drop(request);
    });
    this.degraded = new Uint8Array(trace.timeNs.length);
    const { low, fastFirst } = streams;
    // A policy that keeps to one option has no other in memory.
    const allowed = policy.always === undefined ? (policy.uses ?? fastFirst) : [];
    this.degradedTo = low === 'drop' ? -1 : (fastFirst.find((option) => allowed.includes(option)) ?? -1);
  }

  isCritical(request: number): boolean {
    return this.streams.high[this.trace.stream![request]!]!;
  }

  /** For a queue: lower numbers first. */
  priorityOf(request: number): number {
    return this.isCritical(request) ? 0 : 1;
  }

  /** Who begins: the holder of the unit, or one of higher criticality that waits. */
  first(holder: number): number {
    return this.queue.yieldTo(holder, this.priorityOf(holder));
  }

  /** A request is given up in the present mode. */
  gives(request: number): boolean {
    return this.isHigh && this.degradedTo < 0 && !this.isCritical(request);
  }

  /** The option that a request is degraded to in the present mode; -1 where the policy decides. */
  degrade(request: number): number {
    if (!this.isHigh || this.isCritical(request)) return -1;
    this.degraded[request] = 1;
    return this.degradedTo;
  }

  /** The request runs with an option that the policy did not choose. */
  isDegraded(request: number): boolean {
    return this.degraded[request] === 1;
  }

  /** A pass begins in `beforeNs` from now and takes so long. */
  starts(request: number, pass: number, beforeNs: number, durationNs: number): void {
    const budgetNs = this.streams.budgetNs[pass]!;
    if (this.isHigh || durationNs <= budgetNs || !this.isCritical(request)) return;
    this.env.post(beforeNs + Math.ceil(budgetNs), this.kind, 0, request);
  }

  /** The unit has nothing left to do. */
  idle(): void {
    this.isHigh = false;
  }
}
