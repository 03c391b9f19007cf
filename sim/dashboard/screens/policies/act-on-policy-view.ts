import type { Action } from '../../keys/keymap.ts';
import { rowsMoved } from '../../keys/rows-moved.ts';
import { clamp } from '../../state/clamp.ts';
import type { DashboardState } from '../../state/state.ts';
import { visiblePolicies } from '../../state/visible-rows.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { compareColumns } from './compare-columns.ts';
import { comparedPolicies } from './compared-policies.ts';
import { type PoliciesState, policyViews } from './policies-state.ts';
import { policyMatrix } from './policy-matrix.ts';
import { measureAfter } from './policy-measures.ts';

const withPolicies = (state: DashboardState, change: Partial<PoliciesState>): DashboardState => ({
  ...state,
  policies: { ...state.policies, ...change },
});

function stepView(state: DashboardState, by: number): DashboardState {
  const at = policyViews.indexOf(state.policies.view);
  return withPolicies(state, { view: policyViews[(at + by + policyViews.length) % policyViews.length]! });
}

/** What the views of the Policies screen do with an action; null: what the table does. */
export function actOnPolicyView(state: DashboardState, action: Action): DashboardState | null {
  const { policies } = state;
  const { rows, selected } = visiblePolicies(state);
  const row = rows[selected]?.row ?? null;
  switch (action) {
    case 'next-view':
      return stepView(state, 1);
    case 'previous-view':
      return stepView(state, -1);
    case 'compare':
      return withPolicies(state, { view: policies.view === 'compare' ? 'table' : 'compare' });
    case 'baseline':
      return withPolicies(state, { baseline: row });
    case 'mark': {
      if (row === null) return state;
      const others = policies.marked.filter((name) => name !== row);
      return withPolicies(state, {
        marked: others.length < policies.marked.length ? others : [...others, row],
      });
    }
    case 'next-across':
      return policies.view === 'matrix'
        ? withPolicies(state, { score: measureAfter(policies.score) })
        : withPolicies(state, { across: measureAfter(policies.across) });
    case 'next-up':
      return withPolicies(state, { up: measureAfter(policies.up) });
    case 'back':
      return policies.view === 'table' || state.filters.policies
        ? null
        : withPolicies(state, { view: 'table' });
    default:
      if (policies.view === 'matrix') return actInMatrix(state, action);
      return policies.view === 'compare' ? actInComparison(state, action) : null;
  }
}

function actInMatrix(state: DashboardState, action: Action): DashboardState | null {
  const { cells, column, rows, selected: at } = policyMatrix(state);
  const move = (by: number): DashboardState => {
    const name = rows[clamp(at + by, 0, rows.length - 1)]?.row;
    return name === undefined ? state : { ...state, selectedPolicy: name };
  };
  const by = rowsMoved(action, Math.max(1, bodyHeight(state.viewport) - 6));
  if (by !== null) return move(by);
  switch (action) {
    case 'columns-right':
    case 'columns-left': {
      const next = cells[clamp(column + (action === 'columns-right' ? 1 : -1), 0, cells.length - 1)]!;
      return { ...state, selectedCell: next.id, problem: null };
    }
    case 'sort':
      return withPolicies(state, { score: measureAfter(state.policies.score) });
    case 'reverse':
      return withPolicies(state, { reversed: !state.policies.reversed });
    case 'open':
      return withPolicies(state, { view: 'table' });
    default:
      return null;
  }
}

function actInComparison(state: DashboardState, action: Action): DashboardState | null {
  const { rows, selected } = comparedPolicies(state);
  return actOnTable(state, action, {
    columns: compareColumns,
    rows,
    view: state.policies.comparison,
    move: (by) => {
      const row = rows[clamp(selected + by, 0, rows.length - 1)];
      return row ? { ...state, selectedPolicy: row.result.policy } : state;
    },
    withView: (comparison) => withPolicies(state, { comparison }),
  });
}
