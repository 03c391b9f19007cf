import type { Option } from './policy.ts';

/**
 * When each unit is expected to be done with what was sent to it: mean service times, one after the other. A policy
 * sees the first queue alone; of the others it knows what it sent.
 */
export class ExpectedBacklog {
  private readonly options: readonly Option[];
  private readonly firstUnit: string;
  private readonly freeNs: Float64Array;

  /** @param options one a unit @param firstUnit name of the unit at which requests arrive */
  constructor(options: readonly Option[], firstUnit: string) {
    this.options = options;
    this.firstUnit = firstUnit;
    this.freeNs = new Float64Array(options.length);
  }

  /** Time until a request that is sent now would have its result, ns. */
  completionNs(unit: number, nowNs: number): number {
    return Math.max(0, this.freeNs[unit]! - nowNs) + this.options[unit]!.meanServiceNs;
  }

  /**
   * The same, with what it costs those who wait: while the first unit answers a request itself, it hands none on.
   * @param waiting requests in its queue
   */
  burdenNs(unit: number, nowNs: number, waiting: number): number {
    const blocked =
      this.options[unit]!.unit === this.firstUnit ? waiting * this.options[unit]!.meanServiceNs : 0;
    return this.completionNs(unit, nowNs) + blocked;
  }

  /** Index of the unit of least burden. */
  least(nowNs: number, waiting: number): number {
    let best = 0;
    for (let unit = 1; unit < this.options.length; unit++)
      if (this.burdenNs(unit, nowNs, waiting) < this.burdenNs(best, nowNs, waiting)) best = unit;
    return best;
  }

  /** A request is sent to a unit. */
  send(unit: number, nowNs: number): void {
    this.freeNs[unit] = nowNs + this.completionNs(unit, nowNs);
  }

  forget(): void {
    this.freeNs.fill(0);
  }
}
