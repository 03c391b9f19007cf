import { nominalCoverage } from '../nominal-coverage.ts';
import { weightedQuantile } from '../weighted-quantile.ts';

/** Two-sided 90% quantile of the normal distribution. */
export const normalFactor = 1.6448536269514722;

/** Units' worth of belief in the fit's own variance. */
const priorUnits = 2;

/** Fewer units than this may widen an interval, never narrow it. */
const fewUnits = 5;

/** Rows that happen to lie on their predictions do not make an interval a point. */
const leastReached = 0.1;

/** A residual of a row that was left out, over the deviation that the fit expected of it. */
export interface Standardised {
  /** What the row was left out with: a chip, a network, an operating point. */
  readonly unit: string;
  readonly z: number;
}

/**
 * How many of its own deviations an interval must reach to hold 90% of the rows left out: their 90% quantile, every unit
 * weighing the same, drawn towards that of the normal distribution where there are few.
 */
export function coverageFactor(left: readonly Standardised[]): number {
  if (left.length === 0) return normalFactor;
  const rows = new Map<string, number>();
  for (const { unit } of left) rows.set(unit, (rows.get(unit) ?? 0) + 1);
  const reached = weightedQuantile(
    left.map(({ unit, z }) => ({ value: Math.abs(z), weight: 1 / rows.get(unit)! })),
    nominalCoverage,
  );
  const share = rows.size / (rows.size + priorUnits);
  const factor = Math.exp(
    share * Math.log(Math.max(reached, leastReached)) + (1 - share) * Math.log(normalFactor),
  );
  return rows.size < fewUnits ? Math.max(normalFactor, factor) : factor;
}
