import type { GreenReport } from '../green/schema/green-report-schema.ts';
import type { GreenRow } from '../green/schema/green-row-schema.ts';
import { type Budget, type BudgetEntry, type BudgetKey, budgetLimits } from './budget-schema.ts';
import { methodDifferences } from './compare-reports.ts';

/** One limit of a budget on one row. */
export interface BudgetResult {
  readonly row: string;
  readonly key: BudgetKey;
  /** `max 0.005`, `growth 5%`. */
  readonly limit: string;
  readonly value: number | null;
  /** Of the baseline; null where there is none or it must not be compared. */
  readonly before: number | null;
  /** Why it fails; null where it holds. */
  readonly breach: string | null;
}

const digits = (value: number): string => String(Number(value.toPrecision(6)));

function quantityOf(row: GreenRow, key: BudgetKey, ends: Budget['ends']): number | null {
  const worst = ends === 'unfavourable';
  switch (key) {
    case 'energyPerInferenceJ':
      return worst ? row.energyPerInference.high : row.energyPerInference.value;
    case 'sciPerInferenceG':
      return worst ? row.sci.high : row.sci.value;
    case 'accuracy':
      return worst ? row.accuracyLow : row.accuracy;
    default:
      return row[key];
  }
}

/** All rows of the cells that an entry is about; none: the run has no such cell. */
export function budgetCells(report: GreenReport, entry: BudgetEntry): readonly GreenRow[] {
  return report.rows.filter(
    (row) =>
      row.target === entry.target &&
      (entry.runtime === undefined || row.runtime === entry.runtime) &&
      (entry.load === undefined || row.denseLoad === entry.load),
  );
}

const cellOf = ({ target, runtime, denseLoad }: GreenRow): string => `${target}/${runtime}/${denseLoad}`;

/** Cells without the row that is asked for: no policy keeps the limits any more, or the baseline had a row that is gone. */
function lostCells(
  report: GreenReport,
  entry: BudgetEntry,
  rows: readonly GreenRow[],
  oldRows: readonly GreenRow[],
): BudgetResult[] {
  const key = (Object.keys(budgetLimits) as BudgetKey[]).find((each) => entry[each]);
  if (!key) return [];
  const found = new Set(rows.map(cellOf));
  const asked = entry.policy === 'best' ? budgetCells(report, entry).map(cellOf) : [];
  const before = oldRows.map(cellOf);
  return [...new Set([...asked, ...before])]
    .filter((cell) => !found.has(cell))
    .map((cell) => ({
      row: `${cell}/${entry.policy}`,
      key,
      limit: 'any',
      value: null,
      before: null,
      breach:
        entry.policy === 'best'
          ? 'no policy keeps the limits of the scenario here'
          : 'the baseline has this row, the run has not',
    }));
}

/** Rows that an entry is about; `best` is the best of each cell. */
export function budgetRows(report: GreenReport, entry: BudgetEntry): readonly GreenRow[] {
  return budgetCells(report, entry).filter((row) =>
    entry.policy === 'best' ? row.role === 'best' : row.policy === entry.policy,
  );
}

function resultsOf(
  entry: BudgetEntry,
  row: GreenRow,
  old: { readonly row: GreenRow | undefined; readonly refused: string | null } | null,
  ends: Budget['ends'],
): BudgetResult[] {
  return (Object.keys(budgetLimits) as BudgetKey[]).flatMap((key): BudgetResult[] => {
    const limit = entry[key];
    if (!limit) return [];
    const value = quantityOf(row, key, ends);
    const before = old?.row && old.refused === null ? quantityOf(old.row, key, ends) : null;
    const of = (text: string, breach: string | null): BudgetResult => ({
      row: row.id,
      key,
      limit: text,
      value,
      before,
      breach,
    });
    if (value === null) return [of('any', `there is no ${key} of this row`)];
    const results: BudgetResult[] = [];
    if (limit.max !== undefined)
      results.push(
        of(`max ${limit.max}`, value <= limit.max ? null : `${key} is ${digits(value)}, above ${limit.max}`),
      );
    if (limit.min !== undefined)
      results.push(
        of(`min ${limit.min}`, value >= limit.min ? null : `${key} is ${digits(value)}, below ${limit.min}`),
      );
    for (const [name, allowed, sign] of [
      ['growth', limit.growth, 1],
      ['shrink', limit.shrink, -1],
    ] as const) {
      if (allowed === undefined) continue;
      const text = `${name} ${Number((100 * allowed).toPrecision(4))}%`;
      if (before === null) {
        results.push(
          of(text, old?.refused ?? (old ? 'the baseline has no such row' : 'the budget names no baseline')),
        );
        continue;
      }
      const change = sign * (value / before - 1);
      // A rounding error of the last digit is no growth.
      const breach = change > allowed + 1e-12 || (before === 0 && sign * value > 0);
      results.push(
        of(
          text,
          breach
            ? `${key} went from ${digits(before)} to ${digits(value)} (${(100 * sign * change).toFixed(2)}%)`
            : null,
        ),
      );
    }
    return results;
  });
}

/**
 * Holds a report to a budget. A limit on growth fails where the baseline was computed by another method: figures of two
 * methods are not compared.
 * @param baseline null: the budget names none
 */
export function checkBudget(
  budget: Budget,
  report: GreenReport,
  baseline: GreenReport | null,
): readonly BudgetResult[] {
  return budget.budgets.flatMap((entry) => {
    const rows = budgetRows(report, entry);
    const oldRows = baseline ? budgetRows(baseline, entry) : [];
    const differ = baseline ? methodDifferences(baseline, report, entry.target) : [];
    const refused =
      differ.length > 0
        ? `not comparable with the baseline: ${differ.map((d) => `${d.field} was ${d.before}, is ${d.now}`).join('; ')}`
        : null;
    const found = rows.flatMap((row) => {
      // Of "best" the policy may have changed, which is what is asked about: the cell is what must be the same.
      const same = oldRows.find(
        (other) => other.runtime === row.runtime && other.denseLoad === row.denseLoad,
      );
      return resultsOf(entry, row, baseline ? { row: same, refused } : null, budget.ends);
    });
    return [...found, ...lostCells(report, entry, rows, oldRows)];
  });
}
