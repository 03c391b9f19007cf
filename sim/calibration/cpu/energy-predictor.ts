import { leftOutEnergy, leftOutEnergyPairs } from '../fit/left-out-product.ts';
import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

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
    return leftOutEnergy(this.#power.leaveOut(blockOf), this.#time.leaveOut(blockOf));
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    return leftOutEnergyPairs(this.#power.leaveOutButOne(blockOf), this.#time.leaveOutButOne(blockOf));
  }
}
