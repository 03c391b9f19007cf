import { clamp } from '../../state/clamp.ts';
import { settableWants } from '../../state/knobs/knob-wants.ts';
import type { DashboardState } from '../../state/state.ts';
import { selectedCell, visiblePolicies } from '../../state/visible-rows.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { clickedRow } from '../../table/clicked-row.ts';
import { tableHeight } from '../../terminal/frame-layout.ts';
import type { Screen } from '../screen.ts';
import { actOnPolicyView } from './act-on-policy-view.ts';
import { policyColumns } from './policy-columns.ts';
import { isCompared } from './policy-row.ts';
import { spokenPolicies } from './spoken-policies.ts';

function movePolicy(state: DashboardState, by: number): DashboardState {
  const { rows, selected } = visiblePolicies(state);
  const row = rows[clamp(selected + by, 0, rows.length - 1)];
  return row ? { ...state, selectedPolicy: row.result.policy } : state;
}

/** The policies of the selected cell, in several views. */
export const policiesScreen: Screen = {
  title: 'Policies',
  wants: settableWants,
  spoken: spokenPolicies,
  clicked: (state, line) => {
    if (state.policies.view !== 'table') return state;
    const { rows, selected } = visiblePolicies(state);
    const by = clickedRow(line, rows.length, selected, tableHeight(state.viewport));
    return by === null ? state : movePolicy(state, by);
  },
  act: (state, action) => {
    const viewed = actOnPolicyView(state, action);
    if (viewed) return viewed;
    if (action === 'back' && !state.filters.policies) return { ...state, screen: 'targets' };
    return actOnTable(state, action, {
      columns: policyColumns(isCompared(state, selectedCell(state))),
      rows: visiblePolicies(state).rows,
      view: state.views.policies,
      move: (by) => movePolicy(state, by),
      withView: (view) => ({ ...state, views: { ...state.views, policies: view } }),
    });
  },
};
