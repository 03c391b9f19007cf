import { nominalCoverage } from '../calibration/nominal-coverage.ts';

const penalty = 2 / (1 - nominalCoverage);

/**
 * Interval score (Winkler 1972; Gneiting and Raftery, JASA 102, 2007, eq. 43) of a 90% interval: its width, and 20 times
 * the distance by which what was measured lies outside. Lower is better. Given logarithms, it is of factors.
 */
export function intervalScore(measured: number, low: number, high: number): number {
  return high - low + penalty * Math.max(0, low - measured) + penalty * Math.max(0, measured - high);
}

/** How far a row lies from the centre of its interval, and its share in the mean; shares add to one. */
export interface Reach {
  readonly distance: number;
  readonly share: number;
}

/**
 * The best score that intervals of one width around the same centres can have, the width chosen in hindsight: what
 * intervals that know nothing of their row reach.
 */
export function bestConstantScore(reaches: readonly Reach[]): number {
  // Piecewise linear in the half width: the minimum lies where the interval just reaches a row, or at zero.
  let best = Number.POSITIVE_INFINITY;
  let beyond = 0;
  let reached = 0;
  const widest = [...reaches].sort((a, b) => b.distance - a.distance);
  for (const { distance, share } of [...widest, { distance: 0, share: 0 }]) {
    best = Math.min(best, 2 * distance + penalty * (reached - beyond * distance));
    beyond += share;
    reached += share * distance;
  }
  return best;
}
