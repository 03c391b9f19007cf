import type { Interval } from '../simulate/unit-intervals.ts';
import { type Lane, laneKindOf, laneKinds } from './lane.ts';
import type { TimeBins } from './time-bins.ts';

const energyRow = laneKinds.length;
const waitingRow = energyRow + 1;

/** Rows of one unit in `TimeBins`. */
export const laneRows = waitingRow + 1;

/** Enters what units do into bins: the first `laneRows` rows are those of the first unit, and so on. */
export class LaneBins {
  private readonly bins: TimeBins;
  private readonly units: readonly string[];
  private readonly waiting: Float64Array;
  private readonly waitingSinceNs: Float64Array;

  constructor(bins: TimeBins, units: readonly string[]) {
    this.bins = bins;
    this.units = units;
    this.waiting = new Float64Array(units.length);
    this.waitingSinceNs = new Float64Array(units.length);
  }

  interval(unit: number, interval: Interval): void {
    const { fromNs, toNs, joules } = interval;
    const row = unit * laneRows;
    this.bins.spread(row + laneKindOf(interval), fromNs, toNs, toNs - fromNs);
    this.bins.spread(row + energyRow, fromNs, toNs, joules);
  }

  /** The number of requests that wait for a unit has changed; also called at the end. */
  waits(unit: number, count: number, timeNs: number): void {
    const sinceNs = this.waitingSinceNs[unit]!;
    this.bins.spread(unit * laneRows + waitingRow, sinceNs, timeNs, this.waiting[unit]! * (timeNs - sinceNs));
    this.waiting[unit] = count;
    this.waitingSinceNs[unit] = timeNs;
  }

  /** Copies of the first so many bins. */
  lanes(count: number): readonly Lane[] {
    return this.units.map((unit, u) => {
      const row = (at: number) => this.bins.rows[u * laneRows + at]!.slice(0, count);
      const ns = Object.fromEntries(laneKinds.map((kind, at) => [kind, row(at)])) as Lane['ns'];
      return { unit, ns, energyJ: row(energyRow), waitingNs: row(waitingRow) };
    });
  }
}
