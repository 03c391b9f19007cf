import type { PredictedRange } from '../calibration/class-model.ts';
import type { PublishedComparisons } from '../calibration/measured/load-comparisons.ts';
import {
  type MeasuredQuantity,
  type MeasuredRow,
  measuredValue,
} from '../calibration/measured/measured-row.ts';
import type { EvaluatedGroup } from './evaluated-group.ts';
import type { Right } from './signs-and-orders.ts';

/** One row of a comparison; `predicted` by a fit that had not seen its series, null where there is none. */
export interface ComparedRow {
  readonly id: string;
  readonly device: string;
  readonly measured: number;
  readonly predicted: number | null;
  /** Its 90% interval; null where there is no prediction. */
  readonly interval: readonly [low: number, high: number] | null;
}

/** One quantity of one published comparison, in the unit of the quantity. */
export interface ComparedOrder {
  readonly id: string;
  readonly title: string;
  readonly quantity: MeasuredQuantity;
  /** From the least measured to the most. */
  readonly rows: readonly ComparedRow[];
  /** Pairs of rows that are both predicted and were measured different. */
  readonly pairs: Right;
  /** Those of them whose 90% intervals do not meet: the prediction itself says that it knows the order. */
  readonly decided: Right;
  /** Pairs in the wrong order: ids, the one that was measured less first, and how many times more the other was. */
  readonly wrong: readonly { readonly less: string; readonly more: string; readonly measuredRatio: number }[];
  /** Why rows are not predicted; null where all are. */
  readonly whyNot: string | null;
}

const meet = ({ interval: a }: ComparedRow, { interval: b }: ComparedRow): boolean =>
  !a || !b || (a[0] <= b[1] && b[0] <= a[1]);

function compareOrder(
  id: string,
  title: string,
  quantity: MeasuredQuantity,
  compared: readonly ComparedRow[],
  whyNot: string | undefined,
): ComparedOrder {
  const rows = [...compared].sort((a, b) => a.measured - b.measured);
  const wrong: { less: string; more: string; measuredRatio: number }[] = [];
  let of = 0;
  const decided = { right: 0, of: 0 };
  for (const [i, more] of rows.entries())
    for (const less of rows.slice(0, i)) {
      if (less.measured === more.measured || less.predicted === null || more.predicted === null) continue;
      of++;
      const right = less.predicted < more.predicted;
      if (!right) wrong.push({ less: less.id, more: more.id, measuredRatio: more.measured / less.measured });
      if (meet(less, more)) continue;
      decided.of++;
      if (right) decided.right++;
    }
  const unknown = rows.some((row) => row.predicted === null);
  return {
    id,
    title,
    quantity,
    rows,
    pairs: { right: of - wrong.length, of },
    decided,
    wrong,
    whyNot: unknown ? (whyNot ?? 'not predicted') : null,
  };
}

/**
 * Holds the order of every pair of every published comparison against held-out predictions.
 * @param groups what was evaluated: rows count that were held out with their series, or alone
 * @throws RangeError where a comparison names a row that is not there or did not measure the quantity
 */
export function compareOrders(
  { comparisons }: PublishedComparisons,
  rows: readonly MeasuredRow[],
  groups: readonly EvaluatedGroup[],
): readonly ComparedOrder[] {
  const predictedBy = (row: MeasuredRow, quantity: MeasuredQuantity): PredictedRange | null =>
    groups
      .filter(
        ({ model, group }) =>
          model.quantity === quantity && (group === 'new-series' || group === 'other-run'),
      )
      .flatMap(({ scored }) => scored.filter((one) => one.row.id === row.id))
      .at(0)?.predicted ?? null;
  return comparisons.flatMap(({ id, title, quantities, rows: ids, whyNot }) =>
    quantities.map((quantity) =>
      compareOrder(
        id,
        title,
        quantity,
        ids.map((name) => {
          const row = rows.find((one) => one.id === name);
          const measured = row && measuredValue(row, quantity);
          if (!row || measured === null || measured === undefined)
            throw new RangeError(
              `measured/comparisons.yaml: ${id} names ${name}, which is no row with ${quantity}; name a row of measured/neuromorphic.csv that has it`,
            );
          const range = predictedBy(row, quantity);
          return {
            id: name,
            device: row.device,
            measured,
            predicted: range?.central ?? null,
            interval: range && [range.low, range.high],
          };
        }),
        whyNot,
      ),
    ),
  );
}
