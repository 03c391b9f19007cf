import type { ScoredRow } from './scored-row.ts';

/** Nominal coverage of every interval here. */
export const nominalCoverage = 0.9;

const penalty = 2 / (1 - nominalCoverage);

/**
 * Interval score (Winkler 1972; Gneiting and Raftery, JASA 102, 2007, eq. 43) of a 90% interval on logarithms: its width,
 * and 20 times the distance by which what was measured lies outside. Lower is better.
 */
export function intervalScore(measured: number, low: number, high: number): number {
  const y = Math.log(measured);
  const [l, h] = [Math.log(low), Math.log(high)];
  return h - l + penalty * Math.max(0, l - y) + penalty * Math.max(0, y - h);
}

/**
 * The best score that intervals of one width around the same centres can have, the width chosen in hindsight: what
 * intervals that know nothing of their row reach. Averaged by device first.
 */
export function bestConstantScore(scored: readonly ScoredRow[]): number {
  const onDevice = new Map<string, number>();
  for (const { row, weight } of scored) onDevice.set(row.device, (onDevice.get(row.device) ?? 0) + weight);
  const reaches = scored
    .map(({ row, weight, measured, predicted }) => ({
      reach: Math.abs(Math.log(measured / predicted.central)),
      share: weight / onDevice.get(row.device)! / onDevice.size,
    }))
    .sort((a, b) => b.reach - a.reach);
  // Piecewise linear in the half width: the minimum lies where the interval just reaches a row, or at zero.
  let best = Number.POSITIVE_INFINITY;
  let beyond = 0;
  let reached = 0;
  for (const { reach, share } of [...reaches, { reach: 0, share: 0 }]) {
    best = Math.min(best, 2 * reach + penalty * (reached - beyond * reach));
    beyond += share;
    reached += share * reach;
  }
  return best;
}
