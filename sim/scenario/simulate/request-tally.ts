import type { Environment } from '../../engine/environment.ts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';

/** Relative error of a report's latency quantiles: at most half of the third digit, the last that is printed. */
const latencyError = 0.0005;

/** Counts what becomes of the requests of one run: every one ends once, in time, late or dropped. */
export class RequestTally {
  readonly latencies = new QuantileSketch(latencyError);
  /** Passes by option. */
  readonly passes: Uint32Array;
  done = 0;
  missed = 0;
  dropped = 0;
  correct = 0;
  switches = 0;
  /** Time units worked on requests, ns. */
  serviceNs = 0;
  lastEndNs = 0;
  private readonly env: Environment;
  private readonly deadlineNs: number;
  private readonly ended: Uint8Array;
  private lastOption = -1;

  constructor(env: Environment, requests: number, options: number, deadlineNs: number) {
    this.env = env;
    this.ended = new Uint8Array(requests);
    this.passes = new Uint32Array(options);
    this.deadlineNs = deadlineNs;
  }

  /** Requests that have ended, in whatever way. */
  get count(): number {
    return this.done + this.missed + this.dropped;
  }

  /** As a run states them. @throws Error unless every request has ended */
  counts() {
    const requests = this.ended.length;
    if (this.count !== requests) {
      throw new Error(
        `${this.count} of ${requests} requests ended; this is a fault of the simulator, please report it`,
      );
    }
    const { done, missed, dropped, correct, passes, switches, serviceNs, latencies } = this;
    return { requests, done, missed, dropped, correct, passes, switches, serviceNs, latencies };
  }

  startPass(option: number): void {
    if (this.lastOption !== option && this.lastOption >= 0) this.switches++;
    this.lastOption = option;
    this.passes[option]!++;
  }

  drop(request: number): void {
    this.end(request);
    this.dropped++;
  }

  /** @param correct 1 where the answer is right */
  finish(request: number, latencyNs: number, correct: number): void {
    this.end(request);
    this.latencies.add(latencyNs);
    if (latencyNs > this.deadlineNs) this.missed++;
    else {
      this.done++;
      this.correct += correct;
    }
  }

  private end(request: number): void {
    if (this.ended[request] === 1)
      throw new Error(`request ${request} ended twice; please report this fault`);
    this.ended[request] = 1;
    this.lastEndNs = this.env.now;
  }
}
