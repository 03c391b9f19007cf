import type { FaultWindow } from './fault-plan.ts';

/** Windows of one kind on one unit, asked at times that never go back: a question costs no search. */
export class FaultWindows {
  private readonly fromNs: Float64Array;
  private readonly untilNs: Float64Array;
  private next = 0;

  /** @param windows ascending by `fromNs` @throws RangeError on a window that is empty, fractional, or overlaps the one before */
  constructor(what: string, windows: readonly FaultWindow[]) {
    this.fromNs = Float64Array.from(windows, (window) => window.fromNs);
    this.untilNs = Float64Array.from(windows, (window) => window.untilNs);
    windows.forEach(({ fromNs, untilNs }, i) => {
      if (!(Number.isSafeInteger(fromNs) && Number.isSafeInteger(untilNs) && fromNs >= 0 && untilNs > fromNs))
        throw new RangeError(
          `${what} from ${fromNs} to ${untilNs} ns; give whole numbers, 0 or more, the end after the start`,
        );
      const before = windows[i - 1];
      if (before && before.untilNs > fromNs)
        throw new RangeError(
          `${what} from ${fromNs} ns begins before the one from ${before.fromNs} ends at ${before.untilNs} ns; join them`,
        );
    });
  }

  /** Index of the window that holds now, or -1. */
  at(nowNs: number): number {
    while (this.next < this.untilNs.length && this.untilNs[this.next]! <= nowNs) this.next++;
    return this.next < this.fromNs.length && this.fromNs[this.next]! <= nowNs ? this.next : -1;
  }

  /** Time until the window that holds now ends, ns; 0 where none does. */
  leftNs(nowNs: number): number {
    const window = this.at(nowNs);
    return window < 0 ? 0 : this.untilNs[window]! - nowNs;
  }
}
