import type { Cause } from '../energy/cause.ts';
import type { OperatorKind } from '../network/operator-work.ts';
import type { ByRuntime, Group } from './groups.ts';
import type { HoldOut } from './hold-out.ts';
import type { MeasuredQuantity, MeasuredRow, ValidatedClass } from './measured/measured-row.ts';

/** A prediction in the unit of its quantity (ms, 1/s, W, J, ratio): 90% interval and centre. */
export interface PredictedRange {
  readonly low: number;
  readonly central: number;
  readonly high: number;
}

/** What one layer takes of a central prediction, in its unit, by what it is spent on. */
export interface LayerShare {
  /** Name of the layer's operator; what is left over for the whole inference has the name of what it is. */
  readonly node: string;
  readonly kind: OperatorKind | 'whole';
  readonly byCause: ReadonlyMap<Cause, number>;
}

/** A coefficient before and after the measured rows were seen; logarithms, but for exponents. */
export interface CalibratedCoefficient {
  readonly name: string;
  readonly priorMean: number;
  readonly priorSpread: number;
  readonly mean: number;
  /** Standard deviation that is left. */
  readonly deviation: number;
}

/** How a model was calibrated. */
export interface CalibrationSummary {
  /** Ids of the rows it was fitted to. */
  readonly rows: readonly string[];
  /** Scatter of one measurement that the fit assumes, as a logarithm. */
  readonly noise: number;
  /** Root mean square of measured over fitted, as a logarithm. */
  readonly residual: number;
  /** Misfit over noise, squared and summed, plus distance from the priors: what the fit makes least. */
  readonly loss: number;
  /** Degrees of freedom that the rows decide. */
  readonly effectiveCoefficients: number;
  readonly coefficients: readonly CalibratedCoefficient[];
}

/** A model after calibration. */
export interface FittedModel {
  /** Null where the model cannot say anything of the row: an unknown network, no clock, no core. */
  predict(row: MeasuredRow): PredictedRange | null;
  /**
   * The central prediction as a sum over the layers of the network, in order of execution; absent where the model knows
   * no layers, null where it cannot say anything of the row.
   */
  split?(row: MeasuredRow): readonly LayerShare[] | null;
  /** How the model was calibrated; absent where it is made of others that tell it. */
  calibration?(): CalibrationSummary;
  /** The same model sharpened by measurements of one chip; absent where the model has no use for them. */
  anchoredBy?(anchors: readonly MeasuredRow[]): FittedModel;
}

/** A figure to reach: mean absolute percentage errors, averaged by device first. */
export interface FigureToReach {
  readonly floorPercent: number;
  readonly goalPercent: number;
  readonly medianFloorPercent?: number;
}

/** A way to predict rows without a model, to be beaten. */
export interface Baseline {
  readonly name: string;
  /** In the unit of the quantity; null where it cannot say anything. @param seen the calibration rows */
  predict(row: MeasuredRow, seen: readonly MeasuredRow[]): number | null;
}

/** One quantity of one class of hardware: how it is calibrated and how it is held out. Add one to `class-models.ts`. */
export interface ClassModel {
  /** Class whose rows are scored. */
  readonly targetClass: ValidatedClass;
  /** Classes whose rows are calibrated on as well. */
  readonly alsoCalibratedOn?: readonly ValidatedClass[];
  readonly quantity: MeasuredQuantity;
  readonly holdOuts: readonly HoldOut[];
  /** Also score every row with one other run of its chip given. */
  readonly anchors: boolean;
  /** Whether a run is one that a user would measure to predict a row of the same chip; any run where absent. */
  anchorsFor?(row: MeasuredRow, anchor: MeasuredRow): boolean;
  /** Whether an unknown runtime is a group of its own. */
  readonly byRuntime: ByRuntime;
  /** Figures to reach, by group. Groups without one are reported all the same. */
  readonly figures: Readonly<Partial<Record<Group, FigureToReach>>>;
  /** What baselines scale with, so that value = rate x size: for a time, multiply-accumulates over the clock. */
  size(row: MeasuredRow): number | null;
  /**
   * For ratios: a name that rows share whose ratios are to the same thing. Where it is there, the sign of every row (above
   * or below 1) and the order of rows with one name are checked.
   */
  ordered?(row: MeasuredRow): string;
  /** Baselines beside those that every class has (baselines.ts). */
  readonly baselines: readonly Baseline[];
  /** @param rows all rows that are not held out, of whatever quantity, of this class and those it is also calibrated on */
  fit(rows: readonly MeasuredRow[]): FittedModel;
}
