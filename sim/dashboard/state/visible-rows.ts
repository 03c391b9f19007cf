import { policyColumns } from '../screens/policies/policy-columns.ts';
import type { PolicyRow } from '../screens/policies/policy-row.ts';
import { policyRows } from '../screens/policies/policy-row.ts';
import { targetColumns } from '../screens/targets/target-columns.ts';
import { type TargetRow, targetRow } from '../screens/targets/target-row.ts';
import { sortRows } from '../table/sort-rows.ts';
import type { CellState, DashboardState } from './state.ts';

/** The cell whose row is selected. */
export function selectedCell(state: DashboardState): CellState {
  return state.cells.find(({ id }) => id === state.selectedCell) ?? state.cells[0]!;
}

/** Rows of the Targets screen in the order shown, and which of them is selected. */
export function visibleTargets(state: DashboardState): { rows: readonly TargetRow[]; selected: number } {
  const rows = sortRows(
    state.cells.map((cell) => targetRow(cell, state.cells)),
    targetColumns,
    state.views.targets,
  );
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
  const rows = sortRows(policyRows(selectedCell(state)), policyColumns(false), state.views.policies);
  return {
    rows,
    selected: Math.max(
      0,
      rows.findIndex((row) => row.result.policy === state.selectedPolicy),
    ),
  };
}
