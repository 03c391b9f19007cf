import { type MeasuredRow, measuredValue } from '../measured/measured-row.ts';
import type { LeftOutPair, LeftOutRows } from './log-predictor.ts';

/** Whether a row's energy is power times the time that the model predicts; where it is not, its power alone counts. */
type IsTimed = (row: MeasuredRow) => boolean;

const always: IsTimed = () => true;

/** Rows left out by a fit of power and by fits of time, as rows of energy: errors are taken as independent and add. */
export function leftOutEnergy(
  powers: readonly LeftOutRows[],
  timesLeftOut: readonly LeftOutRows[],
  isTimed: IsTimed = always,
): LeftOutRows[] {
  const times = new Map(
    timesLeftOut.flatMap((block) => block.rows.map((row, i) => [row.id, { block, i }] as const)),
  );
  return powers.flatMap((block): LeftOutRows[] => {
    const kept = block.rows.flatMap((row, i) => {
      const time = times.get(row.id);
      return time && measuredValue(row, 'energy') !== null
        ? [{ row, i, time: isTimed(row) ? time : null }]
        : [];
    });
    if (kept.length === 0) return [];
    return [
      {
        rows: kept.map(({ row }) => row),
        residuals: Float64Array.from(
          kept,
          ({ i, time }) => block.residuals[i]! + (time ? time.block.residuals[time.i]! : 0),
        ),
        covariance: Float64Array.from(
          kept.flatMap((a) =>
            kept.map((b) => {
              const own = block.covariance[a.i * block.rows.length + b.i]!;
              if (!a.time || a.time.block !== b.time?.block) return own;
              return own + a.time.block.covariance[a.time.i * a.time.block.rows.length + b.time.i]!;
            }),
          ),
        ),
      },
    ];
  });
}

const pairName = ({ row, anchor }: LeftOutPair): string => `${row.id} given ${anchor.id}`;

/** The same of rows that are left out but for one. */
export function leftOutEnergyPairs(
  powers: readonly LeftOutPair[],
  timesLeftOut: readonly LeftOutPair[],
  isTimed: IsTimed = always,
): LeftOutPair[] {
  const times = new Map(timesLeftOut.map((pair) => [pairName(pair), pair]));
  return powers.flatMap((pair): LeftOutPair[] => {
    if (!isTimed(pair.row)) return [pair];
    const time = times.get(pairName(pair));
    if (!time || measuredValue(pair.row, 'energy') === null) return [];
    return [{ ...pair, residual: pair.residual + time.residual, variance: pair.variance + time.variance }];
  });
}
