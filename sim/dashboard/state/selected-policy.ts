import type { RunResult } from '../../report/run-report.ts';
import { clamp } from './clamp.ts';
import { policyIn } from './policy-in.ts';
import type { CellState, DashboardState } from './state.ts';
import { selectedCell, visiblePolicies } from './visible-rows.ts';

/** The cell and the policy that screens about one run are of: what is selected on the Policies screen. */
export function selectedPolicy(state: DashboardState): {
  readonly cell: CellState;
  /** null where the cell has no policy. */
  readonly result: RunResult | null;
} {
  const cell = selectedCell(state);
  return { cell, result: policyIn(state, cell) };
}

/** The state with the policy selected that stands so many rows further down on the Policies screen. */
export function movePolicy(state: DashboardState, by: number): DashboardState {
  const { rows, selected } = visiblePolicies(state);
  const row = rows[clamp(selected + by, 0, rows.length - 1)];
  return row ? { ...state, selectedPolicy: row.result.policy } : state;
}
