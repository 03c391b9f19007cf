/** What one assumption does to a result while all others stay at their central values. */
export interface Swing {
  readonly assumption: string;
  readonly atLow: number;
  readonly atHigh: number;
}

/** Swings by what they move the result, largest first: the bars of a tornado. */
export function rankSwings(swings: readonly Swing[]): readonly Swing[] {
  const size = ({ atLow, atHigh }: Swing) => Math.abs(atHigh - atLow);
  return [...swings].sort((a, b) => size(b) - size(a) || (a.assumption < b.assumption ? -1 : 1));
}
