import type { RunResult } from './run-report.ts';

/** Where a row stands: it fits and keeps its constraints, or breaks one, or does not fit. */
export function standing(row: RunResult): 'keeps' | 'breaks' | 'does not fit' {
  if (!row.fits) return 'does not fit';
  return row.floorMet === 'not met' || row.missesWithinBudget === false ? 'breaks' : 'keeps';
}

const order = { keeps: 0, breaks: 1, 'does not fit': 2 } as const;

/**
 * Rows of one cell, best first: constraints before energy. A row that breaks the accuracy floor or the miss budget
 * stands below every row that does not; among equals the cheaper one, then the name.
 */
export function rankResults(rows: readonly RunResult[]): readonly RunResult[] {
  return [...rows].sort(
    (a, b) =>
      order[standing(a)] - order[standing(b)] ||
      (a.energyPerInferenceJ ?? Number.POSITIVE_INFINITY) -
        (b.energyPerInferenceJ ?? Number.POSITIVE_INFINITY) ||
      (a.policy < b.policy ? -1 : a.policy > b.policy ? 1 : 0),
  );
}

/** Name of the cell a row or a summary belongs to: `target/runtime/load`. */
export function cellKey(row: {
  readonly target: string;
  readonly runtime: string;
  readonly denseLoad: number;
}): string {
  return `${row.target}/${row.runtime}/${row.denseLoad}`;
}

/** The row that always takes the best static point of a cell, chosen on validation data; undefined where it was not run. */
export function staticRow(
  cell: { readonly bestStatic: string | null },
  rows: readonly RunResult[],
): RunResult | undefined {
  return rows.find(
    (row) =>
      row.policy === 'best-static' ||
      (cell.bestStatic !== null && row.policy === `static-${cell.bestStatic}`),
  );
}
