import { weightedQuantile } from '../calibration/weighted-quantile.ts';
import { deviceMean } from './device-mean.ts';
import { bestConstantScore, intervalScore, type Reach } from './interval-score.ts';
import type { ScoredRow } from './scored-row.ts';

/** How good the intervals of some rows are. Scores are means by device first; lower is better. */
export interface IntervalSummary {
  /** Share of rows inside their 90% interval. */
  readonly intervalCoverage: number;
  /** The same by device first. */
  readonly intervalCoverageByDevice: number;
  /** Median of high / low. */
  readonly intervalRatio: number;
  /** Interval score on logarithms, and the best that one factor around the same centres could reach, in hindsight. */
  readonly intervalScore: number;
  readonly constantFactorScore: number;
  /** Interval score in the unit of the quantity, and the best that one width could reach, in hindsight. */
  readonly intervalWidthScore: number;
  readonly constantWidthScore: number;
}

const inside = ({ measured, predicted }: ScoredRow): number =>
  measured >= predicted.low && measured <= predicted.high ? 1 : 0;

/** Distances of rows from their centres, with the share that each has in a mean by device first. */
function reachesOf(scored: readonly ScoredRow[], distance: (one: ScoredRow) => number): Reach[] {
  const onDevice = new Map<string, number>();
  for (const { row, weight } of scored) onDevice.set(row.device, (onDevice.get(row.device) ?? 0) + weight);
  return scored.map((one) => ({
    distance: distance(one),
    share: one.weight / onDevice.get(one.row.device)! / onDevice.size,
  }));
}

/** @param scored at least one row */
export function summariseIntervals(scored: readonly ScoredRow[]): IntervalSummary {
  const weight = scored.reduce((sum, one) => sum + one.weight, 0);
  return {
    intervalCoverage: scored.reduce((sum, one) => sum + one.weight * inside(one), 0) / weight,
    intervalCoverageByDevice: deviceMean(scored, inside),
    intervalRatio: weightedQuantile(
      scored.map(({ predicted, weight }) => ({ value: predicted.high / predicted.low, weight })),
      0.5,
    ),
    intervalScore: deviceMean(scored, ({ measured, predicted }) =>
      intervalScore(Math.log(measured), Math.log(predicted.low), Math.log(predicted.high)),
    ),
    constantFactorScore: bestConstantScore(
      reachesOf(scored, ({ measured, predicted }) => Math.abs(Math.log(measured / predicted.central))),
    ),
    intervalWidthScore: deviceMean(scored, ({ measured, predicted }) =>
      intervalScore(measured, predicted.low, predicted.high),
    ),
    constantWidthScore: bestConstantScore(
      reachesOf(scored, ({ measured, predicted }) => Math.abs(measured - predicted.central)),
    ),
  };
}
