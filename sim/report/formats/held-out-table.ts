import { formatPercent } from '../format-quantity.ts';
import type { HeldOut } from '../green/schema/held-out-schema.ts';
import { groupBy } from '../group-by.ts';

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
}

/** How far predictions that had not seen a chip are off what was measured on it, by device and quantity. */
export function heldOutTable(rows: readonly HeldOut[]): {
  readonly titles: readonly string[];
  readonly rows: readonly (readonly string[])[];
} {
  const titles = [
    'device',
    'quantity',
    'measurements',
    'held out',
    'error, median',
    'largest',
    'within 90% interval',
  ];
  const cells = [...groupBy(rows, ({ device, quantity }) => `${device} ${quantity}`).values()].map((some) => {
    const { device, quantity } = some[0]!;
    const errors = some.map(({ measured, predicted }) => Math.abs(predicted / measured - 1));
    const inside = some.filter(({ measured, low, high }) => measured >= low && measured <= high).length;
    return [
      device,
      quantity,
      String(some.length),
      [...new Set(some.map(({ group }) => group))].join(', '),
      formatPercent(median(errors), 0),
      formatPercent(Math.max(...errors), 0),
      formatPercent(inside / some.length, 0),
    ];
  });
  return { titles, rows: cells };
}
