import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';

type Joint = Pick<LogPredictor, 'joint'>;

/** Product of two quantities whose errors are taken as independent: logarithms and covariances add. */
function product(a: JointPrediction | null, b: JointPrediction | null): JointPrediction | null {
  return (
    a &&
    b && {
      means: a.means.map((mean, i) => mean + b.means[i]!),
      covariance: a.covariance.map((shared, at) => shared + b.covariance[at]!),
    }
  );
}

const pairName = ({ row, anchor }: LeftOutPair): string => `${row.id} given ${anchor.id}`;

/** Energy of one inference in mJ as mean power (W) times time (ms), from a fit of each. */
export class EnergyPredictor implements LogPredictor {
  readonly #time: LogPredictor;
  readonly #power: LogPredictor;

  constructor(time: LogPredictor, power: LogPredictor) {
    this.#time = time;
    this.#power = power;
  }

  joint(rows: readonly MeasuredRow[]): JointPrediction | null {
    return product(this.#time.joint(rows), this.#power.joint(rows));
  }

  /** A measured run tells its time and its power apart. */
  given(anchors: readonly MeasuredRow[]): Joint {
    const time = this.#time.given(anchors);
    const power = this.#power.given(anchors);
    return { joint: (rows) => product(time.joint(rows), power.joint(rows)) };
  }

  leaveOut(blockOf: (row: MeasuredRow) => string): LeftOutRows[] {
    const times = new Map(
      this.#time
        .leaveOut(blockOf)
        .flatMap((block) => block.rows.map((row, i) => [row.id, { block, i }] as const)),
    );
    return this.#power.leaveOut(blockOf).flatMap((block): LeftOutRows[] => {
      const kept = block.rows.flatMap((row, i) =>
        measuredValue(row, 'energy') !== null && times.has(row.id) ? [i] : [],
      );
      if (kept.length === 0) return [];
      const time = (i: number) => times.get(block.rows[i]!.id)!;
      return [
        {
          rows: kept.map((i) => block.rows[i]!),
          residuals: Float64Array.from(
            kept,
            (i) => block.residuals[i]! + time(i).block.residuals[time(i).i]!,
          ),
          covariance: Float64Array.from(
            kept.flatMap((i) =>
              kept.map(
                (j) =>
                  block.covariance[i * block.rows.length + j]! +
                  time(i).block.covariance[time(i).i * time(i).block.rows.length + time(j).i]!,
              ),
            ),
          ),
        },
      ];
    });
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    const times = new Map(this.#time.leaveOutButOne(blockOf).map((pair) => [pairName(pair), pair]));
    return this.#power.leaveOutButOne(blockOf).flatMap((pair): LeftOutPair[] => {
      const time = times.get(pairName(pair));
      if (!time || measuredValue(pair.row, 'energy') === null) return [];
      return [{ ...pair, residual: pair.residual + time.residual, variance: pair.variance + time.variance }];
    });
  }
}
