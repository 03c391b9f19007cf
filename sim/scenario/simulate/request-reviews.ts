import type { Environment } from '../../engine/environment.ts';
import { accept, type Policy } from '../../policies/policy.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import { EarlierPasses } from './earlier-passes.ts';
import type { Faults } from './faults.ts';
import { emptyResult } from './policy-inputs.ts';
import type { SimulatedSystem } from './request-run.ts';
import { deadlineOf } from './streams/deadline-of.ts';
import type { Site } from './surroundings/site.ts';

/** Passes of one request at most. */
export const mostPasses = 16;

/** Asks a policy after each pass whether its answer is taken, an earlier one is, or the request is refined. */
export class RequestReviews {
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly policy: Policy;
  private readonly env: Environment;
  private readonly faults: Faults | null;
  private readonly site: Site | null;
  /** Refinements of each request so far. */
  private readonly pass: Uint8Array;
  private readonly earlier = new EarlierPasses();
  private readonly result = emptyResult();

  constructor(
    { system, trace, policy }: { system: SimulatedSystem; trace: RequestTrace; policy: Policy },
    env: Environment,
    faults: Faults | null,
    site: Site | null,
  ) {
    this.system = system;
    this.trace = trace;
    this.policy = policy;
    this.env = env;
    this.faults = faults;
    this.site = site;
    this.pass = new Uint8Array(trace.timeNs.length);
  }

  /**
   * @param option number of each request's pass; that of an earlier one is written into it where the policy recalls its answer
   * @param passNs how long the pass took where it had other samples too
   * @returns option to refine with, or -1
   * @throws RangeError when the policy refines a request without end
   */
  review(request: number, option: Int16Array, queueLength: number, passNs?: number): number {
    const { result } = this;
    const { options } = this.system;
    const further = this.system.continuations ?? this.system.clocks;
    const pass = option[request]!;
    const costs = options[pass] ?? further!.costs[pass - options.length]!;
    const sample = this.trace.sample[request]!;
    result.request = request;
    result.option = further?.shown(pass) ?? pass;
    result.pass = this.pass[request]!;
    result.confidence = costs.confidence[sample]! / 65535;
    result.serviceNs =
      (passNs ?? costs.serviceNs[costs.stride * sample]!) +
      (this.faults?.passStretchNs(request) ?? 0) +
      (this.site?.stretchedNs[request] ?? 0);
    result.deadlineLeftNs =
      this.trace.timeNs[request]! + deadlineOf(this.system, this.trace, request) - this.env.now;
    result.queueLength = queueLength;
    const answer = this.policy.review!(result);
    if (answer === accept) return -1;
    if (answer < accept) {
      option[request] = this.earlier.recalled(request, answer, result.option);
      return -1;
    }
    if (++this.pass[request]! >= mostPasses) {
      throw new RangeError(
        `the policy refined request ${request} ${mostPasses} times; at most ${mostPasses - 1} are allowed`,
      );
    }
    this.earlier.refined(request, result.option);
    return answer;
  }

  forget(request: number): void {
    if (this.pass[request]! > 0) this.earlier.forget(request);
  }
}
