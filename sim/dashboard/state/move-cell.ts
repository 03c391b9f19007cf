import { clamp } from './clamp.ts';
import type { DashboardState } from './state.ts';
import { visibleTargets } from './visible-rows.ts';

/** The state with the cell selected that stands so many rows further down on the Targets screen. */
export function moveCell(state: DashboardState, by: number): DashboardState {
  const { rows, selected } = visibleTargets(state);
  const row = rows[clamp(selected + by, 0, rows.length - 1)];
  return row ? { ...state, selectedCell: row.state.id, problem: null } : state;
}
