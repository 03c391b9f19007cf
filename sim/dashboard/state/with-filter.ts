import type { ScreenId } from '../screens/screen-id.ts';
import type { DashboardState } from './state.ts';
import { visiblePolicies, visibleTargets } from './visible-rows.ts';

/** The state with another filter on a screen; what is selected is then among the rows left, if there are any. */
export function withFilter(state: DashboardState, screen: ScreenId, text: string): DashboardState {
  const filtered = { ...state, filters: { ...state.filters, [screen]: text } };
  if (filtered.cells.length === 0) return filtered;
  if (screen === 'targets') {
    const { rows, selected } = visibleTargets(filtered);
    return rows[selected] ? { ...filtered, selectedCell: rows[selected].state.id } : filtered;
  }
  if (screen === 'policies') {
    const { rows, selected } = visiblePolicies(filtered);
    return rows[selected] ? { ...filtered, selectedPolicy: rows[selected].result.policy } : filtered;
  }
  return filtered;
}
