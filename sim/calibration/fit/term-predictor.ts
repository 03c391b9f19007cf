import type { CalibrationSummary } from '../class-model.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';
import { Coefficients } from './coefficients.ts';
import { conditioned } from './conditioned.ts';
import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from './log-predictor.ts';
import { Posterior, type PreparedRow } from './posterior.ts';
import type { SumTerm } from './sum-term.ts';

/** What a model says of a row as a sum of costs, or null where it cannot say anything. */
export type TermOf = (row: MeasuredRow, coefficients: Coefficients) => SumTerm | null;

/** A fit of sums of costs to measured rows. */
export class TermPredictor implements LogPredictor {
  readonly coefficients = new Coefficients();
  readonly posterior: Posterior;
  readonly #rows: readonly MeasuredRow[];
  readonly #termOf: TermOf;
  readonly #target: (row: MeasuredRow) => number | null;
  readonly #known = new WeakMap<MeasuredRow, PreparedRow | null>();

  /**
   * @param target the measured number whose logarithm is fitted; null leaves the row out of the fit
   * @param noise scatter of one measurement, as a logarithm
   */
  constructor(
    rows: readonly MeasuredRow[],
    termOf: TermOf,
    target: (row: MeasuredRow) => number | null,
    noise: number,
  ) {
    const used: MeasuredRow[] = [];
    const terms: SumTerm[] = [];
    const targets: number[] = [];
    for (const row of rows) {
      const value = target(row);
      const term = value === null ? null : termOf(row, this.coefficients);
      if (value === null || !term) continue;
      used.push(row);
      terms.push(term);
      targets.push(Math.log(value));
    }
    this.#rows = used;
    this.#termOf = termOf;
    this.#target = target;
    this.posterior = new Posterior(this.coefficients, terms, targets, noise);
  }

  #prepared(row: MeasuredRow): PreparedRow | null {
    const before = this.#known.get(row);
    if (before !== undefined) return before;
    const term = this.#termOf(row, this.coefficients);
    const prepared = term && this.posterior.prepare(term);
    this.#known.set(row, prepared);
    return prepared;
  }

  /** What the rows made of the priors. */
  summary(): CalibrationSummary {
    const { coefficients, posterior } = this;
    const { residuals } = posterior;
    return {
      rows: this.#rows.map((row) => row.id),
      noise: posterior.noise,
      residual: Math.sqrt(residuals.reduce((sum, r) => sum + r * r, 0) / Math.max(1, residuals.length)),
      loss: posterior.loss,
      effectiveCoefficients: posterior.effectiveCoefficients(),
      coefficients: Array.from(posterior.theta, (mean, index) => ({
        name: coefficients.names[index]!,
        priorMean: coefficients.means[index]!,
        priorSpread: coefficients.spreads[index]!,
        mean,
        deviation: posterior.deviationOf(index),
      })),
    };
  }

  joint(rows: readonly MeasuredRow[]): JointPrediction | null {
    const prepared: PreparedRow[] = [];
    for (const row of rows) {
      const one = this.#prepared(row);
      if (!one) return null;
      prepared.push(one);
    }
    const { means, covariance } = this.posterior.joint(prepared);
    for (let i = 0; i < rows.length; i++) {
      const at = i * rows.length + i;
      covariance[at] = covariance[at]! + this.posterior.noise ** 2;
    }
    return { means, covariance };
  }

  given(anchors: readonly MeasuredRow[]): Pick<LogPredictor, 'joint'> {
    const told = anchors.filter((row) => this.#target(row) !== null && this.#prepared(row) !== null);
    const observed = Float64Array.from(told, (row) => Math.log(this.#target(row)!));
    return {
      joint: (rows) => {
        const joint = this.joint([...rows, ...told]);
        return joint && conditioned(joint, rows.length, observed);
      },
    };
  }

  leaveOut(blockOf: (row: MeasuredRow) => string): LeftOutRows[] {
    return this.posterior
      .leaveOut((index) => blockOf(this.#rows[index]!))
      .map(({ rows, residuals, covariance }) => ({
        rows: rows.map((index) => this.#rows[index]!),
        residuals,
        covariance,
      }));
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    return this.leaveOut(blockOf).flatMap(({ rows, residuals, covariance }) => {
      const n = rows.length;
      return rows.flatMap((anchor, a) =>
        rows.flatMap((row, i): LeftOutPair[] => {
          if (i === a) return [];
          const shared = covariance[i * n + a]!;
          const pull = shared / covariance[a * n + a]!;
          return [
            {
              row,
              anchor,
              residual: residuals[i]! - pull * residuals[a]!,
              variance: covariance[i * n + i]! - pull * shared,
            },
          ];
        }),
      );
    });
  }
}
