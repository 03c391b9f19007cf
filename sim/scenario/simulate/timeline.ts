import { RestStates } from '../../targets/rest-states.ts';
import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { Activity, RequestObserver } from './request-observer.ts';
import type { SimulatedSystem } from './request-run.ts';

/** An interval in which one unit does one thing. */
export interface Interval {
  readonly activity: Activity | 'rest';
  readonly fromNs: number;
  readonly toNs: number;
  /** Spent evenly over the interval. */
  joules: number;
  /** For whom; -1 at rest. */
  readonly request: number;
  /** Option and its segment; -1 unless the activity is `run` or `review`. */
  readonly option: number;
  readonly segment: number;
  /** Index of the power state; -1 unless at rest. */
  readonly state: number;
}

/** A value from a time on. */
export interface Step {
  readonly timeNs: number;
  readonly value: number;
}

/** A request that has ended, with a result or (not served) because the queue was full. */
export interface EndedRequest {
  readonly request: number;
  readonly served: boolean;
  readonly timeNs: number;
}

/** The part of a run that a timeline keeps. */
export interface TimelineWindow {
  readonly fromNs: number;
  readonly toNs: number;
  /** About so many records at most: the window ends before the next one. */
  readonly mostRecords: number;
}

/**
 * Collects what the units, queues and requests of a run do within a window of simulated time.
 *
 * The intervals of a unit follow one another without gap, rest included. Energy that is charged for something that
 * takes no time (a wake-up of 0 ns, say) belongs to the busy interval that ends there, else to the next interval: so
 * the intervals of a whole run hold the joules of its ledger, to rounding.
 */
export class Timeline implements RequestObserver {
  readonly fromNs: number;
  /** End of the window, ns: earlier than asked for where it was full before, or the run had ended. */
  toNs: number;
  /** By unit, in order. The first and the last may reach over the window's edges. */
  readonly intervals: Interval[][];
  /** By unit: requests that wait. The first step is at `fromNs`. */
  readonly queues: Step[][];
  /** Share of the charge left; nothing on mains power. */
  charge: Step[] = [];
  /** Those that had come before the window's end and ended after its start. */
  requests: EndedRequest[] = [];
  private readonly trace: RequestTrace;
  private readonly rests: readonly RestStates[];
  private readonly busyUntilNs: Float64Array;
  /** By unit: joules that wait for an interval that takes time. */
  private readonly carriedJ: Float64Array;
  /** By unit: the last interval, in the window or not. */
  private readonly last: (Interval | undefined)[];
  private readonly mostRecords: number;
  private records = 0;

  constructor({ units }: SimulatedSystem, trace: RequestTrace, window: TimelineWindow) {
    this.fromNs = window.fromNs;
    this.toNs = window.toNs;
    this.mostRecords = window.mostRecords;
    this.trace = trace;
    this.intervals = units.map(() => []);
    this.queues = units.map(() => [{ timeNs: window.fromNs, value: 0 }]);
    this.rests = units.map((unit) => new RestStates(unit.name, unit.powerStates));
    this.busyUntilNs = new Float64Array(units.length);
    this.carriedJ = new Float64Array(units.length);
    this.last = units.map(() => undefined);
  }

  busy(
    activity: Activity,
    unit: number,
    request: number,
    option: number,
    segment: number,
    fromNs: number,
    durationNs: number,
    joules: number,
  ): void {
    this.restUntil(unit, fromNs);
    const toNs = fromNs + durationNs;
    this.busyUntilNs[unit] = toNs;
    if (durationNs > 0) this.count(fromNs);
    this.add(unit, { activity, fromNs, toNs, joules, request, option, segment, state: -1 });
  }

  waiting(unit: number, count: number, timeNs: number): void {
    this.step(this.queues[unit]!, count, timeNs);
  }

  battery(share: number, timeNs: number): void {
    this.step(this.charge, share, timeNs);
  }

  ended(request: number, served: boolean, timeNs: number): void {
    if (timeNs < this.fromNs || this.trace.timeNs[request]! >= this.toNs) return;
    this.count(timeNs);
    this.requests.push({ request, served, timeNs });
  }

  /** Ends the timeline where the run ended: adds the last rests and cuts off what lies past the window. */
  close(endNs: number): void {
    this.toNs = Math.max(this.fromNs, Math.min(this.toNs, endNs));
    const before = ({ timeNs }: Step) => timeNs < this.toNs;
    this.intervals.forEach((list, unit) => {
      this.restUntil(unit, endNs);
      const last = this.last[unit];
      if (last) last.joules += this.carriedJ[unit]!;
      this.intervals[unit] = list.filter(({ fromNs }) => fromNs < this.toNs);
      this.queues[unit] = this.queues[unit]!.filter(before);
    });
    this.charge = this.charge.filter(before);
    this.requests = this.requests.filter(({ request }) => this.trace.timeNs[request]! < this.toNs);
  }

  /** The unit has rested since it was last busy. */
  private restUntil(unit: number, nowNs: number): void {
    const sinceNs = this.busyUntilNs[unit]!;
    if (nowNs <= sinceNs) return;
    const rests = this.rests[unit]!;
    const timesNs = new Float64Array(rests.count);
    rests.split(0, nowNs - sinceNs, timesNs);
    let passedNs = 0;
    let fromNs = sinceNs;
    for (let state = 0; state < timesNs.length; state++) {
      passedNs += timesNs[state]!;
      // States may begin at fractions of a ns; intervals do not, unless a supply was cut off there.
      const toNs = Math.max(fromNs, Math.round(sinceNs + passedNs));
      const joules = rests.at(state).powerW * timesNs[state]! * 1e-9;
      this.add(unit, { activity: 'rest', fromNs, toNs, joules, request: -1, option: -1, segment: -1, state });
      fromNs = toNs;
    }
  }

  private add(unit: number, interval: Interval): void {
    if (interval.toNs === interval.fromNs) {
      const last = this.last[unit];
      if (last && last.activity !== 'rest') last.joules += interval.joules;
      else this.carriedJ[unit]! += interval.joules;
      return;
    }
    interval.joules += this.carriedJ[unit]!;
    this.carriedJ[unit] = 0;
    this.last[unit] = interval;
    if (interval.toNs <= this.fromNs || interval.fromNs >= this.toNs) return;
    // A rest lies in the past: it takes room, but it is no reason to end the window there.
    if (interval.activity === 'rest') this.records++;
    this.intervals[unit]!.push(interval);
  }

  /** Keeps the last value of each time; before the window, the last value of all. */
  private step(steps: Step[], value: number, timeNs: number): void {
    if (timeNs >= this.toNs) return;
    const at = Math.max(timeNs, this.fromNs);
    if (steps.at(-1)?.timeNs === at) steps.pop();
    else this.count(at);
    steps.push({ timeNs: at, value });
  }

  /** Counts a record of the present; one too many ends the window. */
  private count(timeNs: number): void {
    if (timeNs < this.fromNs || timeNs >= this.toNs) return;
    if (++this.records > this.mostRecords) this.toNs = Math.max(timeNs, this.fromNs + 1);
  }
}
