import { policyColumns } from '../screens/policies/policy-columns.ts';
import type { PolicyRow } from '../screens/policies/policy-row.ts';
import { policyRows } from '../screens/policies/policy-row.ts';
import { liveRow } from '../screens/targets/live-row.ts';
import { targetColumns } from '../screens/targets/target-columns.ts';
import { type TargetRow, targetRow } from '../screens/targets/target-row.ts';
import { filterRows } from '../table/filter-rows.ts';
import { sortRows } from '../table/sort-rows.ts';
import { rowOfPolicy } from './knobs/row-of-policy.ts';
import { policyIn } from './policy-in.ts';
import type { CellState, DashboardState } from './state.ts';

/** The cell whose row is selected. */
export function selectedCell(state: DashboardState): CellState {
  return state.cells.find(({ id }) => id === state.selectedCell) ?? state.cells[0]!;
}

/** Every policy of the run, in the order of its first cell. */
export function policyNames({ cells }: DashboardState): readonly string[] {
  return [...new Set(cells.flatMap(({ results }) => results.map(({ policy }) => policy)))];
}

/** Rows of the Targets screen in the order shown, and which of them is selected. */
export function visibleTargets(state: DashboardState): { rows: readonly TargetRow[]; selected: number } {
  const all = state.cells.map((cell) => targetRow(cell, state.cells, liveRow(state, cell)));
  const filtered = filterRows(all, state.filters.targets, (row) =>
    targetColumns.map((column) => column.field(row).text),
  );
  const rows = sortRows(filtered, targetColumns, state.views.targets);
  return {
    rows,
    selected: Math.max(
      0,
      rows.findIndex((row) => row.state.id === state.selectedCell),
    ),
  };
}

/** Rows of the Policies screen in the order shown, and which of them is selected. */
export function visiblePolicies(state: DashboardState): { rows: readonly PolicyRow[]; selected: number } {
  const columns = policyColumns(false);
  const filtered = filterRows(policyRows(state, selectedCell(state)), state.filters.policies, (row) =>
    columns.map((column) => column.field(row).text),
  );
  const rows = sortRows(filtered, columns, state.views.policies);
  const cell = selectedCell(state);
  const shown = policyIn(state, cell);
  // By its row: the policy in it may have come already with the name that it is turned to.
  const own = shown && rowOfPolicy(cell.settings, shown.policy);
  return {
    rows,
    selected: Math.max(
      0,
      rows.findIndex(({ row }) => row === own),
    ),
  };
}
