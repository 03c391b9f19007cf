import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { Activity, RequestObserver } from './request-observer.ts';
import type { SimulatedSystem } from './request-run.ts';
import { type Interval, UnitIntervals } from './unit-intervals.ts';

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

/** Collects what the units, queues and requests of a run do within a window of simulated time. */
export class Timeline implements RequestObserver {
  readonly fromNs: number;
  /** End of the window, ns: earlier than asked for where it was full before, or the run had ended. */
  toNs: number;
  /** By unit, as `UnitIntervals` gives them. The first and the last may reach over the window's edges. */
  readonly intervals: Interval[][];
  /** By unit: requests that wait. The first step is at `fromNs`. */
  readonly queues: Step[][];
  /** Share of the charge left; nothing on mains power. */
  charge: Step[] = [];
  /** Those that had come before the window's end and ended after its start. */
  requests: EndedRequest[] = [];
  private readonly trace: RequestTrace;
  private readonly units: UnitIntervals;
  private readonly mostRecords: number;
  private records = 0;

  constructor({ units }: SimulatedSystem, trace: RequestTrace, window: TimelineWindow) {
    this.fromNs = window.fromNs;
    this.toNs = window.toNs;
    this.mostRecords = window.mostRecords;
    this.trace = trace;
    this.intervals = units.map(() => []);
    this.queues = units.map(() => [{ timeNs: window.fromNs, value: 0 }]);
    this.units = new UnitIntervals(units, (unit, interval) => this.add(unit, interval));
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
    // That a unit was off is told when it is over: like a rest, it takes room, but it is no reason to end the window there.
    if (activity === 'off') this.records++;
    else if (durationNs > 0) this.count(fromNs);
    this.units.busy(activity, unit, request, option, segment, fromNs, durationNs, joules);
  }

  sensed(joules: number): void {
    this.units.charge(0, joules);
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
    this.units.close(endNs);
    this.intervals.forEach((list, unit) => {
      this.intervals[unit] = list.filter(({ fromNs }) => fromNs < this.toNs);
      this.queues[unit] = this.queues[unit]!.filter(before);
    });
    this.charge = this.charge.filter(before);
    this.requests = this.requests.filter(({ request }) => this.trace.timeNs[request]! < this.toNs);
  }

  private add(unit: number, interval: Interval): void {
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
