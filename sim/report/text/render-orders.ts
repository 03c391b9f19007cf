import type { MeasuredQuantity } from '../../calibration/measured/measured-row.ts';
import type { ComparedOrder } from '../../validate/compare-orders.ts';
import type { Right } from '../../validate/signs-and-orders.ts';
import type { ValidationReport } from '../../validate/validate.ts';
import { absent } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';
import { wrap } from './wrap.ts';

const columns: readonly Column[] = [
  { title: 'comparison', align: 'left' },
  { title: 'quantity', align: 'left' },
  { title: 'pairs right', align: 'right' },
  { title: 'measured, least first', align: 'left' },
];

/** Units that the numbers are printed in, and how many of them make one of the quantity's own. */
const units: Readonly<Record<MeasuredQuantity, readonly [unit: string, factor: number]>> = {
  latency: ['ms', 1],
  throughput: ['1/s', 1],
  power: ['W', 1],
  energy: ['mJ', 1e3],
  'dynamic-energy': ['mJ', 1e3],
  speedup: ['times', 1],
};

/** Length of what all ids begin with, in whole words. */
function sharedLength([first = '', ...others]: readonly string[]): number {
  const words = first.split('-').slice(0, -1);
  while (words.length > 0 && !others.every((id) => id.startsWith(`${words.join('-')}-`))) words.pop();
  return words.length === 0 ? 0 : words.join('-').length + 1;
}

function row({ id, quantity, pairs, rows }: ComparedOrder): string[] {
  const [unit, factor] = units[quantity];
  const shared = sharedLength(rows.map((one) => one.id));
  const shortNumber = (value: number) => Number((value * factor).toPrecision(3));
  return [
    id,
    `${quantity}, ${unit}`,
    pairs.of === 0 ? absent : `${pairs.right} of ${pairs.of}`,
    rows
      .map(
        ({ id: name, measured, predicted }) =>
          `${name.slice(shared)} ${shortNumber(measured)}${predicted === null ? '' : ` (${shortNumber(predicted)})`}`,
      )
      .join(' < '),
  ];
}

/** Published comparisons: every pair of devices, in the measured and in the predicted order. Empty where there are none. */
export function renderOrders({ orders, claims }: ValidationReport): string[] {
  if (orders.length === 0) return [];
  const sum = (of: (order: ComparedOrder) => Right): Right =>
    orders.reduce((all, order) => ({ right: all.right + of(order).right, of: all.of + of(order).of }), {
      right: 0,
      of: 0,
    });
  const [all, decided] = [sum(({ pairs }) => pairs), sum((order) => order.decided)];
  return [
    '',
    'Order of devices in published comparisons; in parentheses what a fit says that had not seen the series:',
    '',
    ...textTable(columns, orders.map(row)),
    '',
    `${all.right} of ${all.of} pairs in the measured order; of those whose 90% intervals do not meet, ${decided.right} of ${decided.of}.`,
    ...orders.flatMap(({ id, quantity, wrong }) =>
      wrong.map(
        ({ less, more, measuredRatio }) =>
          `wrong: ${id} ${quantity}: ${more} was measured ${measuredRatio.toFixed(2)} times ${less}`,
      ),
    ),
    ...orders.flatMap(({ id, quantity, whyNot }) =>
      whyNot === null ? [] : [`not predicted: ${id} ${quantity}: ${whyNot}`],
    ),
    ...claims.flatMap(({ claim, source, whyNot }) =>
      wrap(`not predicted: ${claim} (${source}): ${whyNot}`, 160),
    ),
  ];
}
