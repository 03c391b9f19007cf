import { coverage } from './factor.ts';

/** Low and high end of the central 90% of draws. */
export interface Range {
  readonly low: number;
  readonly high: number;
}

/** The central 90% of draws, widened to the central value where rounding or a lopsided mean leaves it outside. */
export function centralRange(draws: Float64Array, central: number): Range {
  const sorted = Float64Array.from(draws).sort();
  const tail = (1 - coverage) / 2;
  const last = sorted.length - 1;
  const low = sorted[Math.ceil(tail * last)]!;
  const high = sorted[Math.floor((1 - tail) * last)]!;
  return { low: Math.min(low, central), high: Math.max(high, central) };
}
