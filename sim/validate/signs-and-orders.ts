import type { ClassModel } from '../calibration/class-model.ts';
import type { ScoredRow } from './scored-row.ts';

/** How many of some comparisons a prediction gets right. */
export interface Right {
  readonly right: number;
  readonly of: number;
}

/** Whether predicted ratios lie on the measured side of 1, and whether rows against the same thing are in the measured order. */
export interface SignsAndOrders {
  readonly signsRight: Right;
  /** Pairs of rows; those that were measured equal are not compared. */
  readonly ordersRight: Right;
}

/** Signs and orders of the ratios of a group; null for models whose rows are no ratios. */
export function signsAndOrders(model: ClassModel, scored: readonly ScoredRow[]): SignsAndOrders | null {
  const nameOf = model.ordered?.bind(model);
  if (!nameOf) return null;
  const names = scored.map(({ row }) => nameOf(row));
  const sign = (value: number) => Math.sign(Math.log(value));
  const right = scored.filter(({ measured, predicted }) => sign(measured) === sign(predicted.central));
  let inOrder = 0;
  let pairs = 0;
  for (const [i, a] of scored.entries())
    for (const [j, b] of scored.entries()) {
      if (j >= i || names[i] !== names[j] || a.measured === b.measured) continue;
      pairs++;
      if (a.measured > b.measured === a.predicted.central > b.predicted.central) inOrder++;
    }
  return {
    signsRight: { right: right.length, of: scored.length },
    ordersRight: { right: inOrder, of: pairs },
  };
}
