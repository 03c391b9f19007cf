import { leftOutEnergy, leftOutEnergyPairs } from '../fit/left-out-product.ts';
import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import type { MeasuredRow } from '../measured/measured-row.ts';

type Joint = Pick<LogPredictor, 'joint'>;

/** Fits of what an energy is made of: seconds of a lone inference, seconds of one on a busy card, watts of the system. */
export interface EnergyParts<Fit extends Joint = LogPredictor> {
  readonly lone: Fit;
  readonly busy: Fit;
  readonly power: Fit;
}

const isBusy = (row: MeasuredRow): boolean => row.scenario === 'Offline';

/** Energies of rows from three joint predictions; null where one of them says nothing of a row. */
function jointEnergy(rows: readonly MeasuredRow[], parts: EnergyParts<Joint>): JointPrediction | null {
  const power = parts.power.joint(rows);
  if (!power) return null;
  const n = rows.length;
  const means = Float64Array.from(power.means);
  const covariance = Float64Array.from(power.covariance);
  for (const [fit, busy] of [
    [parts.busy, true],
    [parts.lone, false],
  ] as const) {
    const at = rows.flatMap((row, i) => (isBusy(row) === busy ? [i] : []));
    if (at.length === 0) continue;
    const time = fit.joint(at.map((i) => rows[i]!));
    if (!time) return null;
    for (const [a, i] of at.entries()) {
      // A busy system works on as many inferences as it has cards.
      means[i] = means[i]! + time.means[a]! - (busy ? Math.log(rows[i]!.accelerators) : 0);
      for (const [b, j] of at.entries())
        covariance[i * n + j] = covariance[i * n + j]! + time.covariance[a * at.length + b]!;
    }
  }
  return { means, covariance };
}

/** Energy of one inference as power times time: fits whose errors are taken as independent. */
export class EnergyPredictor implements LogPredictor {
  readonly #parts: EnergyParts;

  constructor(parts: EnergyParts) {
    this.#parts = parts;
  }

  joint(rows: readonly MeasuredRow[]): JointPrediction | null {
    return jointEnergy(rows, this.#parts);
  }

  /** A measured run tells its time and its power apart. */
  given(anchors: readonly MeasuredRow[]): Joint {
    const { lone, busy, power } = this.#parts;
    const given = { lone: lone.given(anchors), busy: busy.given(anchors), power: power.given(anchors) };
    return { joint: (rows) => jointEnergy(rows, given) };
  }

  leaveOut(blockOf: (row: MeasuredRow) => string): LeftOutRows[] {
    const { lone, busy, power } = this.#parts;
    return leftOutEnergy(power.leaveOut(blockOf), [...lone.leaveOut(blockOf), ...busy.leaveOut(blockOf)]);
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    const { lone, busy, power } = this.#parts;
    return leftOutEnergyPairs(power.leaveOutButOne(blockOf), [
      ...lone.leaveOutButOne(blockOf),
      ...busy.leaveOutButOne(blockOf),
    ]);
  }
}
