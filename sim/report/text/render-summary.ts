import { absent, formatChange, formatMs, formatPercent, formatSi, threeDigits } from '../format-quantity.ts';
import { staticRow } from '../rank-results.ts';
import type { CellSummary, RunResult } from '../run-report.ts';
import { type Column, textTable } from '../text-table.ts';

const columns: readonly Column[] = [
  { title: 'target', align: 'left', widest: 16 },
  { title: 'runtime', align: 'left', widest: 21 },
  { title: 'load', align: 'right' },
  { title: 'deadline', align: 'right' },
  { title: 'best policy', align: 'left', widest: 21 },
  { title: 'energy', align: 'right' },
  { title: 'dense', align: 'right' },
  { title: 'above idle', align: 'right' },
  { title: 'static', align: 'right' },
  { title: 'regret', align: 'right' },
  { title: 'price', align: 'right' },
];

const ratio = (a: number | null | undefined, b: number | null | undefined) =>
  a === null || a === undefined || b === null || b === undefined || b === 0 ? null : a / b;

function summaryRow(
  cell: CellSummary,
  rows: readonly RunResult[],
  dense: RunResult | undefined,
): readonly string[] {
  const lead = [
    cell.target,
    `${cell.runtime}${cell.estimated ? ' (est.)' : ''}`,
    String(cell.denseLoad),
    formatMs(cell.deadlineMs),
  ];
  const nothing = [absent, absent, absent, absent, absent, absent];
  if (!cell.fits) return [...lead, 'does not fit', ...nothing];
  const best = rows.find((row) => row.policy === cell.bestPolicy);
  if (!best) return [...lead, 'none keeps limits', ...nothing];
  const fixed = staticRow(cell, rows);
  return [
    ...lead,
    best.policy,
    formatSi(best.energyPerInferenceJ, 'J'),
    formatChange(ratio(best.energyPerInferenceJ, dense?.energyPerInferenceJ)),
    formatChange(ratio(best.marginalEnergyPerInferenceJ, dense?.marginalEnergyPerInferenceJ)),
    formatChange(ratio(best.energyPerInferenceJ, fixed?.energyPerInferenceJ)),
    best.regret === null ? absent : threeDigits(best.regret),
    formatPercent(cell.priceOfStatic),
  ];
}

/**
 * One row per (target, runtime, load): the best policy, its energy per inference, and what it gains over dense under the
 * target's first runtime (the whole hour, and above idle) and over the best static point of its own. A runtime made for
 * sparsity may run a dense network badly; nobody would, so that is nothing to be compared with.
 * @param rowsOf rows of a cell
 */
export function renderSummary(
  cells: readonly CellSummary[],
  rowsOf: (cell: CellSummary) => readonly RunResult[],
): readonly string[] {
  return textTable(
    columns,
    cells.map((cell) => {
      const first = cells.find((c) => c.target === cell.target && c.denseLoad === cell.denseLoad)!;
      const dense = rowsOf(first).find((row) => row.policy === 'dense');
      return summaryRow(cell, rowsOf(cell), dense);
    }),
    1,
  );
}
