import { normalQuantile } from '../../engine/random/normal-quantile.ts';
import { exp, log } from '../../engine/random/portable-math.ts';

/** Share of the outcomes that lies between `low` and `high` of every factor and of every interval that is printed. */
export const coverage = 0.9;

/** An uncertain multiplier around its central value 1. Rows that share an id share its draws. */
export interface UncertainFactor {
  readonly id: string;
  /** 5% quantile, in [0, 1]. */
  readonly low: number;
  /** 95% quantile, 1 or more. */
  readonly high: number;
}

const z = normalQuantile((1 + coverage) / 2);

/**
 * Quantile of a factor: two half log-normals that meet at the median 1, so that 5%, 50% and 95% are `low`, 1 and `high`
 * however lopsided the interval is. Below 1 it is a half normal that ends at 0 where `low` is 0, which no log-normal reaches.
 * @param p in (0, 1)
 */
export function factorQuantile({ low, high }: UncertainFactor, p: number): number {
  const x = normalQuantile(p) / z;
  if (low === 0 && x < 0) return Math.max(0, 1 + x);
  return exp(x < 0 ? -x * log(low) : x * log(high));
}
