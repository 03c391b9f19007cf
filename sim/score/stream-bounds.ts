import type { CellRun } from '../scenario/simulate/cell-run.ts';
import type { RequestRun } from '../scenario/simulate/request-run.ts';
import { boundOptions } from './bound-options.ts';
import { LowerBound } from './lower-bound.ts';

/**
 * Proven lower bounds where requests belong to streams with deadlines and limits of their own: joules above the lowest
 * rest of the horizon. A run is an assignment of options to the requests of every stream, and what it spends is at least
 * the sum of its final passes; so the sum over the streams of each one's `LowerBound`, at its own deadline and counts, is
 * below it. A stream that keeps its limits counts at these, another at what it reached. Order is not known: priorities
 * are not first come, first served.
 */
export class StreamBounds {
  private readonly run: CellRun;
  private readonly mayDrop: boolean;
  private readonly made = new Map<string, LowerBound>();

  /** @param mayDrop whether requests may be dropped for other reasons than their criticality */
  constructor(run: CellRun, mayDrop: boolean) {
    this.run = run;
    this.mayDrop = mayDrop;
  }

  /** At the limits of every stream; null where one cannot keep its floor. */
  feasibleJ(seedIndex: number, list: readonly number[]): number | null {
    return this.sumOf((stream) => {
      const { correct, missed } = this.required(seedIndex, stream);
      return this.of(seedIndex, stream, list, false).at(correct, missed);
    });
  }

  /** Below what a run spent. @throws Error where it reached what no assignment does */
  ofRunJ(seedIndex: number, list: readonly number[], run: RequestRun): number {
    const joules = this.sumOf((stream) => {
      const tally = run.streams![stream]!;
      const limits = this.required(seedIndex, stream);
      const lost = tally.missed + tally.dropped;
      const keeps = tally.correct >= limits.correct && lost <= limits.missed;
      const bound = this.of(seedIndex, stream, list, tally.dropped > 0);
      return keeps ? bound.at(limits.correct, limits.missed) : bound.at(tally.correct, lost);
    });
    if (joules === null)
      throw new Error(
        'no assignment reaches what a run reached; this is a fault of the bound, please report it',
      );
    return joules;
  }

  private sumOf(boundOf: (stream: number) => number | null): number | null {
    let whole = 0;
    for (let stream = 0; stream < this.run.input.streams!.of.length; stream++) {
      const joules = boundOf(stream);
      if (joules === null) return null;
      whole += joules;
    }
    return whole;
  }

  private required(seedIndex: number, stream: number): { correct: number; missed: number } {
    const { accuracyFloor, missBudget } = this.run.input.streams!.of[stream]!;
    const requests = this.run.traces[seedIndex]!.stream!.reduce((n, of) => n + (of === stream ? 1 : 0), 0);
    return { correct: Math.ceil(accuracyFloor * requests), missed: Math.floor(missBudget * requests) };
  }

  private of(seedIndex: number, stream: number, list: readonly number[], dropped: boolean): LowerBound {
    const { of } = this.run.input.streams!;
    const { criticality, deadlineTimes } = of[stream]!;
    const mixed = of.some((other) => other.criticality !== criticality);
    const mayDrop = this.mayDrop || dropped || (mixed && criticality === 'low');
    const key = `${seedIndex}:${stream}:${mayDrop}:${list.join()}`;
    const known = this.made.get(key);
    if (known) return known;
    const trace = this.run.traces[seedIndex]!;
    const counts = new Uint32Array(this.run.built[0]!.test!.sampleCount);
    trace.sample.forEach((sample, request) => {
      if (trace.stream![request] === stream) counts[sample]!++;
    });
    const deadlineNs = Math.round(this.run.deadlineNs * deadlineTimes);
    const bound = new LowerBound({ counts, options: boundOptions(this.run, list), deadlineNs, mayDrop });
    this.made.set(key, bound);
    return bound;
  }
}
