import type { PredictedRange } from '../calibration/class-model.ts';
import type { Group } from '../calibration/groups.ts';
import type { MeasuredRow } from '../calibration/measured/measured-row.ts';

/** A row that was held out, and what was predicted for it. */
export interface ScoredRow {
  readonly row: MeasuredRow;
  readonly group: Group;
  readonly measured: number;
  readonly predicted: PredictedRange;
  /** Predictions of the baselines from the same calibration rows, by name; null where one could not say anything. */
  readonly baselines: ReadonlyMap<string, number | null>;
  /** Weight among the predictions of one row: the row's anchors share a weight of one. */
  readonly weight: number;
}

/** Absolute error as a share of what was measured. */
export const absoluteError = (predicted: number, measured: number): number =>
  Math.abs(predicted - measured) / measured;
