import type { BudgetResult } from '../budget/check-budget.ts';
import type { Difference } from '../budget/compare-reports.ts';
import { absent } from '../format-quantity.ts';
import { type Column, textTable } from '../text-table.ts';

const columns: readonly Column[] = [
  { title: '', align: 'left' },
  { title: 'row', align: 'left', widest: 62 },
  { title: 'limit', align: 'left' },
  { title: 'now', align: 'right' },
  { title: 'baseline', align: 'right' },
  { title: 'change', align: 'right' },
];

const number = (value: number | null): string =>
  value === null ? absent : String(Number(value.toPrecision(4)));

function change({ value, before }: BudgetResult): string {
  if (value === null || before === null || before === 0) return absent;
  const percent = 100 * (value / before - 1);
  return `${percent > 0 ? '+' : ''}${percent.toFixed(2)}%`;
}

/** Lines of what `sparsewatt check` found. */
export function renderBudget(
  results: readonly BudgetResult[],
  changed: readonly Difference[],
): readonly string[] {
  const failed = results.filter(({ breach }) => breach !== null);
  return [
    ...textTable(
      columns,
      results.map((result) => [
        result.breach === null ? '✓' : '✗',
        result.row,
        `${result.key} ${result.limit}`,
        number(result.value),
        number(result.before),
        change(result),
      ]),
    ),
    '',
    ...failed.map(({ row, breach }) => `✗ ${row}: ${breach}`),
    ...(changed.length > 0
      ? ['changed since the baseline:', ...changed.map((d) => `  ${d.field}: ${d.before} -> ${d.now}`)]
      : []),
    `${results.length - failed.length} of ${results.length} limits hold`,
  ];
}
