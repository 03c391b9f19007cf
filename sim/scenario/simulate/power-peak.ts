import type { RestStates } from '../../targets/rest-states.ts';

/** A power of two, and more than the steps of a unit that lie in the future: waking, deciding, a segment, a review, states at rest. */
const ringSize = 64;
const mask = ringSize - 1;

/**
 * Highest power of all units together in one run, W. An activity (a wake-up, policy code, a segment of a pass, a power state
 * at rest) has its mean power: what happens within one is not resolved, and energy that takes no time has no power. Time
 * that faults or heat add to a segment does not lower its power.
 *
 * Of one unit the highest activity is the peak. Of several the steps of power are swept in the order of time, behind the
 * present, because what a request costs is told when it begins.
 */
export class PowerPeak {
  private readonly rests: readonly RestStates[];
  /** Steps of power that were not taken yet, a ring a unit; empty where there is one unit. */
  private readonly timesNs: readonly Float64Array[];
  private readonly watts: readonly Float64Array[];
  private readonly first: Int32Array;
  private readonly count: Int32Array;
  /** Time of the first of them by unit, ns; Infinity where there is none. */
  private readonly nextNs: Float64Array;
  /** Power by unit at the time up to which steps were taken, W. */
  private readonly levels: Float64Array;
  private highestW = 0;

  /** @param rests of every unit; all rest at first */
  constructor(rests: readonly RestStates[]) {
    this.rests = rests;
    const rings = rests.length > 1 ? rests.map(() => new Float64Array(ringSize)) : [];
    this.timesNs = rings;
    this.watts = rings.map((ring) => ring.slice());
    this.first = new Int32Array(rings.length);
    this.count = new Int32Array(rings.length);
    this.nextNs = new Float64Array(rings.length).fill(Number.POSITIVE_INFINITY);
    this.levels = new Float64Array(rings.length);
    rests.forEach((_, unit) => {
      this.beginRest(unit, 0);
    });
  }

  /** Some unit had this power for a while, so all of them together had at least that. */
  note(watts: number): void {
    if (watts > this.highestW) this.highestW = watts;
  }

  /** A unit does something from a time at or after the present on. @param watts its mean power */
  busy(unit: number, nowNs: number, fromNs: number, durationNs: number, watts: number): void {
    if (!(durationNs > 0)) return;
    if (watts > this.highestW) this.highestW = watts;
    if (this.timesNs.length > 0) this.step(unit, nowNs, fromNs, watts);
  }

  /** A unit rests from now on. */
  beginRest(unit: number, nowNs: number): void {
    if (this.timesNs.length === 0) return;
    const rests = this.rests[unit]!;
    for (let state = 0; state < rests.count; state++)
      this.step(unit, nowNs, nowNs + rests.startNs(state), rests.at(state).powerW);
  }

  /** A unit's rest ends now: the states that it has not come to never are. */
  endRest(unit: number, nowNs: number): void {
    if (this.timesNs.length === 0) return;
    const ring = this.timesNs[unit]!;
    const first = this.first[unit]!;
    let left = this.count[unit]!;
    while (left > 0 && ring[(first + left - 1) & mask]! >= nowNs) left--;
    this.count[unit] = left;
    if (left === 0) this.nextNs[unit] = Number.POSITIVE_INFINITY;
  }

  /** Highest power up to the end of the run, W. */
  upTo(endNs: number): number {
    this.sweep(endNs);
    return this.highestW;
  }

  private step(unit: number, nowNs: number, timeNs: number, watts: number): void {
    // Seldom, because many steps are swept faster together; those of the future are few.
    if (this.count[unit] === ringSize) this.sweep(nowNs);
    const waiting = this.count[unit]!++;
    const at = (this.first[unit]! + waiting) & mask;
    this.timesNs[unit]![at] = timeNs;
    this.watts[unit]![at] = watts;
    if (waiting === 0) this.nextNs[unit] = timeNs;
  }

  /** Takes the steps before a time, all of one instant together. */
  private sweep(untilNs: number): void {
    const { nextNs, levels } = this;
    if (nextNs.length === 2) {
      this.sweepTwo(untilNs);
      return;
    }
    for (;;) {
      let atNs = untilNs;
      for (let unit = 0; unit < nextNs.length; unit++) if (nextNs[unit]! < atNs) atNs = nextNs[unit]!;
      if (atNs >= untilNs) return;
      let sum = 0;
      for (let unit = 0; unit < nextNs.length; unit++) {
        while (nextNs[unit] === atNs) this.take(unit);
        sum += levels[unit]!;
      }
      this.note(sum);
    }
  }

  /** The same of two units, which most systems have, in half the time. */
  private sweepTwo(untilNs: number): void {
    const { nextNs, levels } = this;
    for (;;) {
      const [a, b] = [nextNs[0]!, nextNs[1]!];
      const atNs = a < b ? a : b;
      if (atNs >= untilNs) return;
      while (nextNs[0] === atNs) this.take(0);
      while (nextNs[1] === atNs) this.take(1);
      this.note(levels[0]! + levels[1]!);
    }
  }

  private take(unit: number): void {
    const ring = this.timesNs[unit]!;
    const at = this.first[unit]!;
    this.levels[unit] = this.watts[unit]![at]!;
    const next = (at + 1) & mask;
    this.first[unit] = next;
    const left = --this.count[unit]!;
    this.nextNs[unit] = left > 0 ? ring[next]! : Number.POSITIVE_INFINITY;
  }
}
