import type { RequestTrace } from '../../workload/arrivals/request-trace.ts';
import type { Activity, RequestObserver } from '../simulate/request-observer.ts';
import type { SimulatedSystem } from '../simulate/request-run.ts';
import { deadlineOf } from '../simulate/streams/deadline-of.ts';
import { Heat } from '../simulate/surroundings/heat.ts';
import { type Interval, UnitIntervals } from '../simulate/unit-intervals.ts';
import { LaneBins, laneRows } from './lane-bins.ts';
import type { RunSeries } from './run-series.ts';
import { TimeBins } from './time-bins.ts';

/** How a recorder is set up. */
export interface RecorderOptions {
  /** Bins of the horizon. A run that drains longer has more, at most twice as many of whatever length that takes. */
  readonly bins: number;
  /** Called each time the simulation has got so much further, ns. */
  readonly every?: { readonly ns: number; readonly tell: () => void } | undefined;
}

/** Observes a run and keeps it as series: `series` may be asked for at any time, and is whole after `close`. */
export class RunRecorder implements RequestObserver {
  private readonly system: SimulatedSystem;
  private readonly trace: RequestTrace;
  private readonly bins: TimeBins;
  private readonly lanes: LaneBins;
  private readonly units: UnitIntervals;
  /** Row of the first count; done, missed, dropped, correct, battery, temperature. */
  private readonly counts: number;
  private readonly every: RecorderOptions['every'];
  private readonly heat: Heat | null;
  private atNs = 0;
  private toldNs = 0;

  constructor(system: SimulatedSystem, trace: RequestTrace, { bins, every }: RecorderOptions) {
    const { units, environment } = system;
    this.system = system;
    this.trace = trace;
    this.every = every;
    this.counts = units.length * laneRows;
    const levels = new Set([this.counts + 4, this.counts + 5]);
    const binNs = Math.max(1, Math.ceil(trace.horizonNs / bins));
    this.bins = new TimeBins(0, binNs, 2 * bins, this.counts + 6, levels);
    this.lanes = new LaneBins(
      this.bins,
      units.map(({ name }) => name),
    );
    this.units = new UnitIntervals(units, (unit, interval, ownJ) => this.interval(unit, interval, ownJ));
    this.heat = environment?.thermal ? new Heat(environment.thermal, environment.startH) : null;
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
    this.units.busy(activity, unit, request, option, segment, fromNs, durationNs, joules);
  }

  sensed(joules: number): void {
    this.units.charge(0, joules);
  }

  waiting(unit: number, count: number, timeNs: number): void {
    this.pass(timeNs);
    this.lanes.waits(unit, count, timeNs);
  }

  battery(share: number, timeNs: number): void {
    this.bins.reach(timeNs);
    this.bins.level(this.counts + 4, timeNs, share);
  }

  ended(request: number, served: boolean, timeNs: number, option: number): void {
    this.pass(timeNs);
    const late = timeNs - this.trace.timeNs[request]! > deadlineOf(this.system, this.trace, request);
    this.bins.add(this.counts + (served ? (late ? 1 : 0) : 2), timeNs, 1);
    if (!served || late) return;
    const { correct } = this.system.options[option]!;
    this.bins.add(this.counts + 3, timeNs, correct[this.trace.sample[request]!]!);
  }

  /** The run has ended. */
  close(endNs: number): void {
    this.bins.reach(endNs);
    this.atNs = endNs;
    this.units.close(endNs);
    for (let unit = 0; unit < this.system.units.length; unit++) this.lanes.waits(unit, 0, endNs);
  }

  /** What has been simulated so far. */
  series(): RunSeries {
    const count = Math.max(1, Math.min(this.bins.count, Math.ceil(this.atNs / this.bins.binNs)));
    const row = (at: number) => this.bins.rows[this.counts + at]!.slice(0, count);
    const { batteryJ, environment } = this.system;
    const hasCharge = batteryJ < Number.POSITIVE_INFINITY || environment?.supply !== undefined;
    return {
      binNs: this.bins.binNs,
      toNs: this.atNs,
      lanes: this.lanes.lanes(count),
      done: row(0),
      missed: row(1),
      dropped: row(2),
      correct: row(3),
      batteryShare: hasCharge ? held(row(4), this.startShare()) : null,
      temperatureC: this.heat ? held(row(5), this.heat.ambientC(0)) : null,
    };
  }

  private startShare(): number {
    const store = this.system.environment?.supply?.store;
    return store && store.capacityJ > 0 ? store.startJ / store.capacityJ : 1;
  }

  private interval(unit: number, interval: Interval, ownJ: number): void {
    const { fromNs, toNs } = interval;
    this.bins.reach(toNs);
    // A restart that begins at the end of the run reaches past it.
    if (toNs > this.atNs && interval.activity !== 'rest') this.atNs = toNs;
    this.lanes.interval(unit, interval);
    if (!this.heat) return;
    // The simulation's own heat is fed by the same intervals; a step may be of any length.
    let atNs = fromNs;
    for (const edgeNs of this.bins.edges(fromNs, toNs)) {
      this.heat.pass(atNs, edgeNs, (ownJ * (edgeNs - atNs)) / (toNs - fromNs));
      this.bins.level(this.counts + 5, edgeNs, this.heat.temperatureC);
      atNs = edgeNs;
    }
  }

  private pass(timeNs: number): void {
    this.atNs = timeNs;
    this.bins.reach(timeNs);
    if (!this.every || timeNs - this.toldNs < this.every.ns) return;
    this.toldNs = timeNs;
    this.every.tell();
  }
}

/** Bins in which nothing was known have what was known before. */
function held(levels: Float64Array, start: number): Float64Array {
  let last = start;
  return levels.map((value) => {
    if (!Number.isNaN(value)) last = value;
    return last;
  });
}
