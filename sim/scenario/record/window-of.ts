import type { Activity, RequestObserver } from '../simulate/request-observer.ts';
import { UnitIntervals } from '../simulate/unit-intervals.ts';
import { describeEvent, type KeptInterval, type WatchableRun } from './describe-event.ts';
import { LaneBins, laneRows } from './lane-bins.ts';
import { RequestEnds } from './request-ends.ts';
import type { RunWindow, WindowAsked } from './run-window.ts';
import { TimeBins } from './time-bins.ts';

/**
 * Simulates a run once more and keeps what happens in a part of its time.
 * @param asked bounds in ns; at least one bin and two events
 */
export function windowOf(handle: WatchableRun, asked: WindowAsked): RunWindow {
  const { system, trace } = handle;
  const { units } = system;
  const fromNs = Math.max(0, Math.floor(asked.fromNs));
  const binNs = Math.max(1, Math.ceil((asked.toNs - fromNs) / asked.bins));
  const lost = units.length * laneRows;
  const bins = new TimeBins(fromNs, binNs, asked.bins, lost + 1);
  const lanes = new LaneBins(
    bins,
    units.map(({ name }) => name),
  );
  const toNs = bins.toNs;
  const nearest = units.map(() => new Nearest(asked.aroundNs, asked.most));
  const intervals = new UnitIntervals(units, (unit, interval, ownJ) => {
    if (interval.toNs <= fromNs || interval.fromNs >= toNs) return;
    lanes.interval(unit, interval);
    nearest[unit]!.take({ ...interval, unit, ownJ });
  });
  const ends = new RequestEnds(system, trace);
  const observer: RequestObserver = {
    busy: (activity: Activity, ...what) => intervals.busy(activity, ...what),
    sensed: (joules) => intervals.charge(0, joules),
    waiting: (unit, count, timeNs) => lanes.waits(unit, count, timeNs),
    battery: () => {},
    ended: (request, served, timeNs) => {
      ends.end(request, served, timeNs);
      if (ends.outcome(request) !== 'in time') bins.add(lost, timeNs, 1);
    },
  };
  const { endNs } = handle.run({ observer });
  intervals.close(endNs);
  units.forEach((_, unit) => {
    lanes.waits(unit, 0, endNs);
  });
  const kept = nearest.flatMap(({ kept }) => kept).sort((a, b) => a.fromNs - b.fromNs || a.unit - b.unit);
  const later = kept.findIndex((event) => event.fromNs > asked.aroundNs);
  const middle = later < 0 ? kept.length : later;
  // As many before as after, more of one where the other has fewer.
  const first = Math.max(0, Math.min(middle - Math.floor(asked.most / 2), kept.length - asked.most));
  const events = kept.slice(first, first + asked.most);
  const before = units.map((_, unit) => kept.slice(0, first).findLast((event) => event.unit === unit));
  const eventCount = nearest.reduce((sum, { count }) => sum + count, 0);
  const next = kept[first + asked.most];
  return {
    fromNs,
    binNs,
    lanes: lanes.lanes(asked.bins),
    lost: bins.rows[lost]!.slice(),
    endNs,
    events: events.map((event) => describeEvent(handle, event, ends)),
    before: before.map((event) => (event ? describeEvent(handle, event, ends) : null)),
    eventCount,
    eventsFromNs: first === 0 ? fromNs : events[0]!.fromNs,
    eventsToNs: next ? next.fromNs : toNs,
  };
}

/** The intervals of one unit nearest to an instant: before it and after it one more than are given. */
class Nearest {
  count = 0;
  private readonly atNs: number;
  private readonly most: number;
  private before: KeptInterval[] = [];
  private readonly after: KeptInterval[] = [];

  constructor(atNs: number, most: number) {
    this.atNs = atNs;
    this.most = most;
  }

  get kept(): readonly KeptInterval[] {
    return [...this.before.slice(-this.most - 1), ...this.after];
  }

  /** Intervals come in order. */
  take(interval: KeptInterval): void {
    this.count++;
    if (interval.fromNs > this.atNs) {
      if (this.after.length <= this.most) this.after.push(interval);
      return;
    }
    this.before.push(interval);
    if (this.before.length > 2 * this.most) this.before = this.before.slice(-this.most - 1);
  }
}
