import { leftOutEnergy, leftOutEnergyPairs } from '../fit/left-out-product.ts';
import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

/** Period of the streaming benchmark: one inference every 32 ms. */
const periodS = 0.032;

type Joint = Pick<LogPredictor, 'joint'>;

const isStreaming = (row: MeasuredRow): boolean => row.scenario === 'Streaming';
const isTimed = (row: MeasuredRow): boolean => !isStreaming(row);

/** Energies of rows from two joint predictions. */
function jointEnergy(rows: readonly MeasuredRow[], cyclesOf: Joint, powerOf: Joint): JointPrediction | null {
  const cycles = cyclesOf.joint(rows);
  if (!cycles) return null;
  const seconds = rows.map((row, i) => Math.exp(cycles.means[i]!) / (row.clockMhz! * 1e6));
  const power = powerOf.joint(
    rows.map((row, i) =>
      isStreaming(row) ? { ...row, dutyCycle: Math.min(1, seconds[i]! / periodS) } : row,
    ),
  );
  if (!power) return null;
  const n = rows.length;
  const timed = rows.map((row) => !isStreaming(row));
  return {
    means: Float64Array.from(rows, (_, i) => power.means[i]! + Math.log(timed[i] ? seconds[i]! : periodS)),
    covariance: Float64Array.from(
      power.covariance,
      (shared, at) => shared + (timed[Math.floor(at / n)] && timed[at % n] ? cycles.covariance[at]! : 0),
    ),
  };
}

/**
 * Energy of one inference as mean power times time: two fits whose errors are taken as independent. Streaming rows
 * measure a session, whose time is the period; the predicted time decides how long the chip computes in it.
 */
export class EnergyPredictor implements LogPredictor {
  readonly #cycles: LogPredictor;
  readonly #power: LogPredictor;

  constructor(cycles: LogPredictor, power: LogPredictor) {
    this.#cycles = cycles;
    this.#power = power;
  }

  joint(rows: readonly MeasuredRow[]): JointPrediction | null {
    return jointEnergy(rows, this.#cycles, this.#power);
  }

  /** A measured run tells its time and its power apart. */
  given(anchors: readonly MeasuredRow[]): Joint {
    const cycles = this.#cycles.given(anchors);
    const power = this.#power.given(anchors);
    return { joint: (rows) => jointEnergy(rows, cycles, power) };
  }

  leaveOut(blockOf: (row: MeasuredRow) => string): LeftOutRows[] {
    return leftOutEnergy(this.#power.leaveOut(blockOf), this.#cycles.leaveOut(blockOf), isTimed);
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    return leftOutEnergyPairs(
      this.#power.leaveOutButOne(blockOf),
      this.#cycles.leaveOutButOne(blockOf),
      isTimed,
    );
  }
}
