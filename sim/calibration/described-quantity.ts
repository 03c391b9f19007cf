import type { Quantity } from '../targets/quantity.ts';
import type { Grade } from '../targets/target.ts';
import type { PredictedRange } from './class-model.ts';

const rounded = (value: number): number => Number(value.toPrecision(4));

/** A number that the calibrated models fill into a profile. */
export function describedQuantity(
  value: number | PredictedRange,
  unit: string,
  grade: Grade,
  note: string,
): Quantity {
  const source = 'calibrated-models';
  if (typeof value === 'number') return { value: rounded(value), unit, source, grade, note };
  const central = rounded(value.central);
  return {
    value: central,
    unit,
    source,
    grade,
    low: Math.min(central, rounded(value.low)),
    high: Math.max(central, rounded(value.high)),
    note,
  };
}
