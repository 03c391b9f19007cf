import type { Quantity } from '../quantity.ts';

/** A number of a profile as it is at another clock: a model's, whatever the number's own grade. */
export function timesQuantity({ value, unit, source }: Quantity, factor: number): Quantity {
  return { value: value * factor, unit, source, grade: 'estimated', note: 'scaled to another clock' };
}
