import type { Option } from './policy.ts';

interface Part {
  /** Index of what is waited for: a unit, of which several options may use the same. */
  readonly server: number;
  readonly meanServiceNs: number;
}

/**
 * When each unit is expected to be done with what was sent to it: mean service times, one after the other. A policy
 * sees the first queue alone; of the others it knows what it sent. A split option waits for both its units in turn.
 */
export class ExpectedBacklog {
  private readonly parts: readonly (readonly Part[])[];
  /** [option] time on the first unit while it hands none on, ns. */
  private readonly onFirstNs: readonly number[];
  private readonly freeNs: Float64Array;

  /** @param options one a destination @param firstUnit name of the unit at which requests arrive */
  constructor(options: readonly Option[], firstUnit: string) {
    const times = options.map(({ unit, meanServiceNs, split }) => split?.parts ?? [{ unit, meanServiceNs }]);
    const names = [...new Set(times.flatMap((parts) => parts.map(({ unit }) => unit)))];
    this.parts = times.map((parts) =>
      parts.map(({ unit, meanServiceNs }) => ({ server: names.indexOf(unit), meanServiceNs })),
    );
    this.onFirstNs = times.map((parts) =>
      parts.reduce((sum, { unit, meanServiceNs }) => (unit === firstUnit ? sum + meanServiceNs : sum), 0),
    );
    this.freeNs = new Float64Array(names.length);
  }

  /** Time until a request that is sent now would have its result, ns. */
  completionNs(destination: number, nowNs: number): number {
    let doneNs = 0;
    for (const { server, meanServiceNs } of this.parts[destination]!)
      doneNs = Math.max(doneNs, this.freeNs[server]! - nowNs) + meanServiceNs;
    return doneNs;
  }

  /**
   * The same, with what it costs those who wait: while the first unit works on a request itself, it hands none on.
   * @param waiting requests in its queue
   */
  burdenNs(destination: number, nowNs: number, waiting: number): number {
    return this.completionNs(destination, nowNs) + waiting * this.onFirstNs[destination]!;
  }

  /** Index of the destination of least burden. */
  least(nowNs: number, waiting: number): number {
    let best = 0;
    for (let each = 1; each < this.parts.length; each++)
      if (this.burdenNs(each, nowNs, waiting) < this.burdenNs(best, nowNs, waiting)) best = each;
    return best;
  }

  /** A request is sent to a destination. */
  send(destination: number, nowNs: number): void {
    let doneNs = 0;
    for (const { server, meanServiceNs } of this.parts[destination]!) {
      doneNs = Math.max(doneNs, this.freeNs[server]! - nowNs) + meanServiceNs;
      this.freeNs[server] = nowNs + doneNs;
    }
  }

  forget(): void {
    this.freeNs.fill(0);
  }
}
