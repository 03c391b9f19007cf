import type { Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { policyCharge } from './policy-charge.ts';
import type { SimulatedSystem } from './request-run.ts';

/** How many points a curve over the requests of a run has. */
export const curvePoints = 20;

/** What each request of a run costs above rest, its passes and the policy code that chose them, by twentieth of the requests, J. */
export class SpentCurve {
  /** [curvePoints], J. */
  readonly partsJ = new Float64Array(curvePoints);
  private readonly system: SimulatedSystem;
  private readonly sample: Uint32Array;
  private readonly decideJ: number;
  private readonly reviewJ: number;
  /** Part of the request before this one, and its first and the next part's first request. */
  private part = 0;
  private from = 0;
  private until = 0;

  constructor(system: SimulatedSystem, { sample }: RequestTrace, { cost }: Policy) {
    this.system = system;
    this.sample = sample;
    this.decideJ = policyCharge(cost.decideOperations, system.units[0]!).joules;
    this.reviewJ = policyCharge(cost.reviewOperations, system.units[0]!).joules;
  }

  /** The first pass of a request was chosen. */
  decided(request: number, option: number): void {
    this.add(request, option, this.decideJ);
  }

  /** A further one was. @param pass number of the pass (`withPasses`) */
  refined(request: number, pass: number): void {
    this.add(request, pass, this.reviewJ);
  }

  private add(request: number, pass: number, joules: number): void {
    if (request < this.from || request >= this.until) this.turnTo(request);
    const { options, continuations } = this.system;
    const costs = options[pass] ?? continuations!.costs[pass - options.length]!;
    this.partsJ[this.part]! += costs.marginalJ[costs.stride * this.sample[request]!]! + joules;
  }

  private turnTo(request: number): void {
    const { length } = this.sample;
    this.part = Math.floor((curvePoints * request) / length);
    this.from = Math.ceil((this.part * length) / curvePoints);
    this.until = Math.ceil(((this.part + 1) * length) / curvePoints);
  }
}
