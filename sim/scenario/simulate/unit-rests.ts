import type { EnergyMeter } from './energy-meter.ts';
import type { PowerPeak } from './power-peak.ts';

/** Which units rest since when; tells the meter how long they did. All rest at first. */
export class UnitRests {
  private readonly meter: EnergyMeter;
  private readonly peak: PowerPeak;
  private readonly sinceNs: Float64Array;
  private readonly settledNs: Float64Array;
  private readonly resting: Uint8Array;

  constructor(meter: EnergyMeter, peak: PowerPeak) {
    const units = meter.rests.length;
    this.meter = meter;
    this.peak = peak;
    this.sinceNs = new Float64Array(units);
    this.settledNs = new Float64Array(units);
    this.resting = new Uint8Array(units).fill(1);
  }

  /** A unit rests from now on. One that only stood in the way of a request was never woken: its rest goes on. */
  begin(unit: number, nowNs: number): void {
    if (this.resting[unit] === 1) return;
    this.resting[unit] = 1;
    this.sinceNs[unit] = nowNs;
    this.settledNs[unit] = nowNs;
    this.peak.beginRest(unit, nowNs);
  }

  /** Ends a unit's rest. @returns number of the power state that it wakes from, or -1 where it does not rest */
  end(unit: number, nowNs: number): number {
    if (this.resting[unit] === 0) return -1;
    this.settle(unit, nowNs);
    this.resting[unit] = 0;
    this.peak.endRest(unit, nowNs);
    return this.meter.rests[unit]!.stateAfter(nowNs - this.sinceNs[unit]!);
  }

  /** Counts all rests up to now. */
  settleAll(nowNs: number): void {
    for (let unit = 0; unit < this.resting.length; unit++) this.settle(unit, nowNs);
  }

  private settle(unit: number, nowNs: number): void {
    const fromNs = this.settledNs[unit]!;
    if (this.resting[unit] === 0 || nowNs <= fromNs) return;
    this.meter.rest(unit, fromNs - this.sinceNs[unit]!, nowNs - this.sinceNs[unit]!);
    this.settledNs[unit] = nowNs;
  }
}
