import type { FittedModel, PredictedRange } from '../class-model.ts';
import { type ByRuntime, expectedGroup, type Group, groupOf } from '../groups.ts';
import { type HoldOut, heldWith } from '../hold-out.ts';
import type { MeasuredQuantity, MeasuredRow } from '../measured/measured-row.ts';
import { coverageFactor, type Standardised } from './coverage-factor.ts';
import type { LogPredictor } from './log-predictor.ts';

/** How the calibration rows are left out in turn to learn how wide the intervals of a group must be. */
const leftOutFor: Readonly<Record<Group, HoldOut>> = {
  'family-known': 'chip',
  'runtime-unknown': 'chip',
  novel: 'chip',
  anchored: 'chip',
  'same-chip': 'operating-point',
  'new-network': 'network',
  'new-series': 'series',
  'novel-series': 'kind-of-series',
  'other-run': 'series',
};

/**
 * Central predictions of a fit with 90% intervals. Their width is the deviation that the fit expects times a factor from
 * the calibration rows alone: each group's rows are left out as the group says, so that no interval has seen its row.
 */
export class IntervalModel implements FittedModel {
  readonly #predictor: LogPredictor;
  readonly #seen: readonly MeasuredRow[];
  readonly #quantity: MeasuredQuantity;
  readonly #byRuntime: ByRuntime;
  readonly #anchorsFor: ((row: MeasuredRow, anchor: MeasuredRow) => boolean) | undefined;
  readonly #factors = new Map<Group, number>();

  /**
   * @param seen the rows of the calibration, which decide the group of a row
   * @param quantity what is predicted
   * @param anchorsFor as the class model has it
   */
  constructor(
    predictor: LogPredictor,
    seen: readonly MeasuredRow[],
    quantity: MeasuredQuantity,
    byRuntime: ByRuntime,
    anchorsFor?: (row: MeasuredRow, anchor: MeasuredRow) => boolean,
  ) {
    this.#predictor = predictor;
    this.#seen = seen;
    this.#quantity = quantity;
    this.#byRuntime = byRuntime;
    this.#anchorsFor = anchorsFor;
  }

  /** Rows of a group among the calibration rows, each left out with what the group leaves out. */
  #standardised(group: Group): Standardised[] {
    const holdOut = leftOutFor[group];
    const unitOf = (row: MeasuredRow) => heldWith(row, holdOut);
    if (group === 'anchored')
      return this.#predictor
        .leaveOutButOne(unitOf)
        .filter(({ row, anchor }) => this.#anchorsFor?.(row, anchor) ?? true)
        .map(({ row, residual, variance }) => ({ unit: unitOf(row), z: residual / Math.sqrt(variance) }));
    return this.#predictor.leaveOut(unitOf).flatMap(({ rows, residuals, covariance }) => {
      const unit = unitOf(rows[0]!);
      const seen = this.#seen.filter((other) => unitOf(other) !== unit);
      return rows.flatMap((row, i): Standardised[] =>
        groupOf(row, seen, this.#byRuntime) === group
          ? [{ unit, z: residuals[i]! / Math.sqrt(covariance[i * rows.length + i]!) }]
          : [],
      );
    });
  }

  #factor(group: Group): number {
    const known = this.#factors.get(group);
    if (known !== undefined) return known;
    const factor = coverageFactor(this.#standardised(group));
    this.#factors.set(group, factor);
    return factor;
  }

  #range(predictor: Pick<LogPredictor, 'joint'>, row: MeasuredRow, group: Group): PredictedRange | null {
    const joint = predictor.joint([row]);
    if (!joint) return null;
    const mean = joint.means[0]!;
    const half = this.#factor(group) * Math.sqrt(joint.covariance[0]!);
    return { low: Math.exp(mean - half), central: Math.exp(mean), high: Math.exp(mean + half) };
  }

  predict(row: MeasuredRow): PredictedRange | null {
    // A row of which a copy was seen is at least as well known as one at another operating point.
    const group = expectedGroup(row, this.#seen, this.#quantity, this.#byRuntime) ?? 'same-chip';
    return this.#range(this.#predictor, row, group);
  }

  /** The same fit, given measured rows of a chip: predictions move with them as far as the two are correlated. */
  anchoredBy(anchors: readonly MeasuredRow[]): FittedModel {
    const given = this.#predictor.given(anchors);
    return { predict: (row) => this.#range(given, row, 'anchored') };
  }
}
