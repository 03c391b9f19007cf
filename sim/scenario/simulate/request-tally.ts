import type { Environment } from '../../engine/environment.ts';
import { QuantileSketch } from '../../statistics/quantile-sketch.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { SimulatedSystem } from './request-run.ts';
import { emptyTally, type StreamTally } from './streams/stream-tally.ts';

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
  /** Stream of each request, and their deadlines, where there are several. */
  private readonly streamOf: Uint8Array | null;
  private readonly streamDeadlineNs: readonly number[];
  private readonly streams: readonly StreamTally[];
  private readonly ended: Uint8Array;
  private lastOption = -1;

  constructor(env: Environment, { timeNs, stream }: RequestTrace, system: SimulatedSystem) {
    this.env = env;
    this.ended = new Uint8Array(timeNs.length);
    this.passes = new Uint32Array(system.options.length);
    this.deadlineNs = system.deadlineNs;
    this.streamDeadlineNs = system.streams?.deadlineNs ?? [];
    this.streamOf = system.streams ? stream! : null;
    this.streams = this.streamDeadlineNs.map(() => emptyTally(latencyError));
    if (this.streamOf) for (const of of this.streamOf) this.streams[of]!.requests++;
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
    const streams = this.streamOf ? { streams: this.streams } : {};
    return { requests, done, missed, dropped, correct, passes, switches, serviceNs, latencies, ...streams };
  }

  hasEnded(request: number): boolean {
    return this.ended[request] === 1;
  }

  startPass(option: number): void {
    if (this.lastOption !== option && this.lastOption >= 0) this.switches++;
    this.lastOption = option;
    this.passes[option]!++;
  }

  /** The run's passes, all with one option. @param serviceNs of all together */
  startPasses(option: number, count: number, serviceNs: number): void {
    if (count === 0) return;
    this.lastOption = option;
    this.passes[option]! += count;
    this.serviceNs += serviceNs;
  }

  drop(request: number): void {
    this.end(request);
    this.dropped++;
    if (this.streamOf) this.streams[this.streamOf[request]!]!.dropped++;
  }

  /** @param correct 1 where the answer is right */
  finish(request: number, latencyNs: number, correct: number): void {
    this.end(request);
    this.latencies.add(latencyNs);
    if (this.streamOf) this.finishIn(this.streamOf[request]!, latencyNs, correct);
    else if (latencyNs > this.deadlineNs) this.missed++;
    else {
      this.done++;
      this.correct += correct;
    }
  }

  private finishIn(stream: number, latencyNs: number, correct: number): void {
    const own = this.streams[stream]!;
    own.latencies.add(latencyNs);
    if (latencyNs > this.streamDeadlineNs[stream]!) {
      this.missed++;
      own.missed++;
      return;
    }
    this.done++;
    this.correct += correct;
    own.done++;
    own.correct += correct;
  }

  private end(request: number): void {
    if (this.ended[request] === 1)
      throw new Error(`request ${request} ended twice; please report this fault`);
    this.ended[request] = 1;
    this.lastEndNs = this.env.now;
  }
}
