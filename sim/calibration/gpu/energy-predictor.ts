import type { JointPrediction, LeftOutPair, LeftOutRows, LogPredictor } from '../fit/log-predictor.ts';
import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';

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

const pairName = ({ row, anchor }: LeftOutPair): string => `${row.id} given ${anchor.id}`;

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
    const times = new Map(
      [...lone.leaveOut(blockOf), ...busy.leaveOut(blockOf)].flatMap((block) =>
        block.rows.map((row, i) => [row.id, { block, i }] as const),
      ),
    );
    return power.leaveOut(blockOf).flatMap((block): LeftOutRows[] => {
      const kept = block.rows.flatMap((row, i) => {
        const time = times.get(row.id);
        return time && measuredValue(row, 'energy') !== null ? [{ row, i, time }] : [];
      });
      if (kept.length === 0) return [];
      return [
        {
          rows: kept.map(({ row }) => row),
          residuals: Float64Array.from(
            kept,
            ({ i, time }) => block.residuals[i]! + time.block.residuals[time.i]!,
          ),
          covariance: Float64Array.from(
            kept.flatMap((a) =>
              kept.map((b) => {
                const shared =
                  a.time.block === b.time.block
                    ? a.time.block.covariance[a.time.i * a.time.block.rows.length + b.time.i]!
                    : 0;
                return block.covariance[a.i * block.rows.length + b.i]! + shared;
              }),
            ),
          ),
        },
      ];
    });
  }

  leaveOutButOne(blockOf: (row: MeasuredRow) => string): LeftOutPair[] {
    const { lone, busy, power } = this.#parts;
    const times = new Map(
      [...lone.leaveOutButOne(blockOf), ...busy.leaveOutButOne(blockOf)].map((pair) => [
        pairName(pair),
        pair,
      ]),
    );
    return power.leaveOutButOne(blockOf).flatMap((pair): LeftOutPair[] => {
      const time = times.get(pairName(pair));
      if (!time || measuredValue(pair.row, 'energy') === null) return [];
      return [{ ...pair, residual: pair.residual + time.residual, variance: pair.variance + time.variance }];
    });
  }
}
