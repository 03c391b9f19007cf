import { RestStates } from '../../targets/rest-states.ts';
import type { Unit } from '../../targets/target.ts';
import type { Activity } from './request-observer.ts';

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

/**
 * Turns what an observer is told of the units into intervals that follow one another without gap, rest included.
 *
 * Energy that is charged for something that takes no time (a wake-up of 0 ns, say) belongs to the busy interval that ends
 * there, else to the next interval: so the intervals of a whole run hold the joules of its ledger, to rounding.
 */
export class UnitIntervals {
  private readonly take: (unit: number, interval: Interval, ownJ: number) => void;
  private readonly rests: readonly RestStates[];
  private readonly busyUntilNs: Float64Array;
  /** By unit: joules that wait for an interval that takes time. */
  private readonly carriedJ: Float64Array;
  /** By unit: the last interval, which may still be charged more, and what it was charged for itself. */
  private readonly last: (Interval | undefined)[];
  private readonly ownJ: Float64Array;

  /**
   * @param take is given the intervals of a unit in order, each when nothing more can be charged to it; `ownJ` is the
   *   part of its joules that is not of something without duration
   */
  constructor(units: readonly Unit[], take: (unit: number, interval: Interval, ownJ: number) => void) {
    this.take = take;
    this.rests = units.map((unit) => new RestStates(unit.name, unit.powerStates));
    this.busyUntilNs = new Float64Array(units.length);
    this.carriedJ = new Float64Array(units.length);
    this.ownJ = new Float64Array(units.length);
    this.last = units.map(() => undefined);
  }

  /** As `RequestObserver.busy`. */
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
    this.add(unit, { activity, fromNs, toNs, joules, request, option, segment, state: -1 });
  }

  /** A unit is charged for something that takes no time and does not end its rest. */
  charge(unit: number, joules: number): void {
    this.carriedJ[unit]! += joules;
  }

  /**
   * The run has ended: the last rests, and the last intervals of all units. A replica may still be booting: what was charged
   * for that when it began lies within the run.
   */
  close(endNs: number): void {
    this.last.forEach((_, unit) => {
      this.restUntil(unit, endNs);
      const last = this.last[unit];
      if (!last) return;
      last.joules += this.carriedJ[unit]!;
      const toNs = last.fromNs < endNs ? Math.min(last.toNs, endNs) : last.toNs;
      this.take(unit, { ...last, toNs }, this.ownJ[unit]!);
    });
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
    const last = this.last[unit];
    if (interval.toNs === interval.fromNs) {
      if (last && last.activity !== 'rest') last.joules += interval.joules;
      else this.carriedJ[unit]! += interval.joules;
      return;
    }
    if (last) this.take(unit, last, this.ownJ[unit]!);
    this.last[unit] = interval;
    this.ownJ[unit] = interval.joules;
    interval.joules += this.carriedJ[unit]!;
    this.carriedJ[unit] = 0;
  }
}
