import type { RunResult } from '../../../report/run-report.ts';
import type { CellState, DashboardState } from '../../state/state.ts';
import { selectedCell, visiblePolicies } from '../../state/visible-rows.ts';
import { measureOf } from './policy-measures.ts';
import { policyRows } from './policy-row.ts';
import { rankScores } from './rank-scores.ts';

/** One policy in one cell. */
export interface MatrixEntry {
  /** Null where the cell has no such row. */
  readonly result: RunResult | null;
  /** Among the policies of the cell, from 1; null without a value. */
  readonly rank: number | null;
}

/** All policies by all cells, by one score. */
export interface PolicyMatrix {
  readonly cells: readonly CellState[];
  /** Place of the selected cell. */
  readonly column: number;
  /** Place of the selected policy. */
  readonly selected: number;
  /** Best first in the selected cell; rows without a value there come last. */
  readonly rows: readonly { readonly row: string; readonly entries: readonly MatrixEntry[] }[];
}

/** What the matrix view shows of a state; filtered and reversed as asked. */
export function policyMatrix(state: DashboardState): PolicyMatrix {
  const { cells, policies } = state;
  const measure = measureOf(policies.score);
  const columns = cells.map((cell) => new Map(policyRows(state, cell).map((one) => [one.row, one.result])));
  const names = [...new Set(columns.flatMap((column) => [...column.keys()]))];
  const ranks = columns.map((column) =>
    rankScores(
      names.map((name) => column.get(name) ?? null),
      measure,
    ),
  );
  const column = Math.max(0, cells.indexOf(selectedCell(state)));
  const words = (state.filters.policies ?? '').toLowerCase().split(/\s+/).filter(Boolean);
  const rows = names
    .map((row, at) => ({
      row,
      entries: columns.map((results, cell) => ({
        result: results.get(row) ?? null,
        rank: ranks[cell]![at]!,
      })),
    }))
    .filter(({ row }) => words.every((word) => row.toLowerCase().includes(word)))
    .sort(
      (a, b) =>
        (a.entries[column]?.rank ?? Number.POSITIVE_INFINITY) -
        (b.entries[column]?.rank ?? Number.POSITIVE_INFINITY),
    );
  const ordered = policies.reversed ? rows.reverse() : rows;
  // The selected policy may have no row in the selected cell.
  const listed = visiblePolicies(state);
  const name = names.includes(state.selectedPolicy ?? '')
    ? state.selectedPolicy
    : listed.rows[listed.selected]?.row;
  const selected = Math.max(
    0,
    ordered.findIndex(({ row }) => row === name),
  );
  return { cells, column, selected, rows: ordered };
}
