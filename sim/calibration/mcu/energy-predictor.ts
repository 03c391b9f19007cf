import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';

/** Period of the streaming benchmark: one inference every 32 ms. */
const periodS = 0.032;

type Joint = Pick<LogPredictor, 'joint'>;

const isStreaming = (row: MeasuredRow): boolean => row.scenario === 'Streaming';

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

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    const name = ({ row, anchor }: LeftOutPair) => `${row.id} given ${anchor.id}`;
    const times = new Map(this.#cycles.leaveOutButOne(blockOf).map((pair) => [name(pair), pair]));
    return this.#power.leaveOutButOne(blockOf).flatMap((pair): LeftOutPair[] => {
      if (isStreaming(pair.row)) return [pair];
      const time = times.get(name(pair));
      if (!time || measuredValue(pair.row, 'energy') === null) return [];
      return [{ ...pair, residual: pair.residual + time.residual, variance: pair.variance + time.variance }];
    });
  }

  leaveOut(blockOf: (row: MeasuredRow) => string): LeftOutRows[] {
    const times = new Map(
      this.#cycles
        .leaveOut(blockOf)
        .flatMap((block) => block.rows.map((row, i) => [row.id, { block, i }] as const)),
    );
    return this.#power.leaveOut(blockOf).flatMap((block): LeftOutRows[] => {
      const kept = block.rows.flatMap((row, i) =>
        measuredValue(row, 'energy') !== null && times.has(row.id) ? [i] : [],
      );
      const n = kept.length;
      if (n === 0) return [];
      const time = (i: number) => {
        const row = block.rows[i]!;
        return isStreaming(row) ? null : times.get(row.id)!;
      };
      return [
        {
          rows: kept.map((i) => block.rows[i]!),
          residuals: Float64Array.from(kept, (i) => {
            const other = time(i);
            return block.residuals[i]! + (other ? other.block.residuals[other.i]! : 0);
          }),
          covariance: Float64Array.from({ length: n * n }, (_, at) => {
            const [i, j] = [kept[Math.floor(at / n)]!, kept[at % n]!];
            const [a, b] = [time(i), time(j)];
            const shared =
              a && b && a.block === b.block ? a.block.covariance[a.i * a.block.rows.length + b.i]! : 0;
            return block.covariance[i * block.rows.length + j]! + shared;
          }),
        },
      ];
    });
  }
}
