import type { MeasuredRow } from '../measured/measured-row.ts';

/** Joint prediction of the logarithms of several measurements. */
export interface JointPrediction {
  readonly means: Float64Array;
  /** Row-major, with the scatter of the single measurements on the diagonal. */
  readonly covariance: Float64Array;
}

/** Calibration rows predicted without the block that they are in: measured less predicted, and its covariance. */
export interface LeftOutRows {
  readonly rows: readonly MeasuredRow[];
  readonly residuals: Float64Array;
  readonly covariance: Float64Array;
}

/** A calibration row predicted without its block but for one row of it. */
export interface LeftOutPair {
  readonly row: MeasuredRow;
  readonly anchor: MeasuredRow;
  readonly residual: number;
  readonly variance: number;
}

/** What an interval is made of: a fit that predicts logarithms of rows together, and how it does on rows left out. */
export interface LogPredictor {
  /** Null where one of the rows cannot be predicted. */
  joint(rows: readonly MeasuredRow[]): JointPrediction | null;
  /** @param blockOf what a calibration row is left out with */
  leaveOut(blockOf: (row: MeasuredRow) => string): readonly LeftOutRows[];
  /**
   * The same fit, given measurements of rows that it had not seen. Rows that it cannot predict or that measure nothing of
   * it tell it nothing.
   */
  given(anchors: readonly MeasuredRow[]): Pick<LogPredictor, 'joint'>;
  /** Every calibration row left out with its block, but for one other row of it that is given: once for each. */
  leaveOutButOne(blockOf: (row: MeasuredRow) => string): readonly LeftOutPair[];
}
