import type { BudgetResult } from '../budget/check-budget.ts';
import type { Difference } from '../budget/compare-reports.ts';
import { absent } from '../format-quantity.ts';
import { groupBy } from '../group-by.ts';
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

/** Limits that fail for one reason are told once. */
function rowsText(results: readonly BudgetResult[]): string {
  const rows = [...new Set(results.map(({ row }) => row))];
  return rows.length > 3 ? `${rows.slice(0, 3).join(', ')} and ${rows.length - 3} more` : rows.join(', ');
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
    ...[...groupBy(failed, ({ breach }) => breach!)].map(
      ([breach, some]) => `✗ ${rowsText(some)}: ${breach}`,
    ),
    ...(changed.length > 0
      ? ['changed since the baseline:', ...changed.map((d) => `  ${d.field}: ${d.before} -> ${d.now}`)]
      : []),
    `${results.length - failed.length} of ${results.length} limits hold`,
  ];
}
