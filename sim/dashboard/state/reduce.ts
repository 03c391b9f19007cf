import { type Action, keymap } from '../keys/keymap.ts';
import { policyColumns } from '../screens/policies/policy-columns.ts';
import { targetColumns } from '../screens/targets/target-columns.ts';
import type { Column } from '../table/column.ts';
import { fitColumns, offsetShowing } from '../table/fit-columns.ts';
import { nextSortColumn } from '../table/sort-rows.ts';
import { helpHeight, isTooSmall, tableHeight, type Viewport } from '../terminal/frame-layout.ts';
import type { SimulatedCell } from './resimulate.ts';
import { type CellState, type DashboardState, knownKey, type TableView } from './state.ts';
import { selectedCell, visiblePolicies, visibleTargets } from './visible-rows.ts';

/** What can happen to the dashboard. */
export type DashboardEvent =
  | { readonly type: 'action'; readonly action: Action }
  | { readonly type: 'resized'; readonly viewport: Viewport }
  | { readonly type: 'simulated'; readonly request: number; readonly answer: SimulatedCell }
  | { readonly type: 'waited'; readonly request: number; readonly seconds: number }
  | { readonly type: 'failed'; readonly request: number; readonly message: string };

/** Limits of the deadline knob, in tenths of the run's deadline. */
const tenthsRange = { least: 1, most: 50 };

const always = new Set(keymap.filter((binding) => binding.always).map(({ action }) => action));
const inHelp = new Set<Action>([...always, 'help', 'back', 'down', 'up']);

/** The state after an event. Pure: the same state and event give the same state. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  switch (event.type) {
    case 'resized':
      return { ...state, viewport: event.viewport };
    case 'simulated':
      if (event.request !== state.wanted?.request) return state;
      return show({ ...state, wanted: null }, state.wanted.cell, state.wanted.tenths, event.answer);
    case 'waited':
      if (event.request !== state.wanted?.request) return state;
      return { ...state, wanted: { ...state.wanted, waitedS: event.seconds } };
    case 'failed':
      if (event.request !== state.wanted?.request) return state;
      return { ...state, wanted: null, problem: event.message };
    case 'action':
      if (isTooSmall(state.viewport) && !always.has(event.action)) return state;
      if (state.help !== null && !inHelp.has(event.action)) return state;
      return act(state, event.action);
  }
}

function act(state: DashboardState, action: Action): DashboardState {
  const height = tableHeight(state.viewport);
  switch (action) {
    case 'targets':
      return { ...state, screen: 'targets' };
    case 'policies':
    case 'open':
      return { ...state, screen: 'policies' };
    case 'next-screen':
      return { ...state, screen: state.screen === 'targets' ? 'policies' : 'targets' };
    case 'back':
      return state.help !== null ? { ...state, help: null } : { ...state, screen: 'targets' };
    case 'help':
      return { ...state, help: state.help === null ? 0 : null };
    case 'down':
      return move(state, 1);
    case 'up':
      return move(state, -1);
    case 'page-down':
      return move(state, height);
    case 'page-up':
      return move(state, -height);
    case 'first':
      return move(state, Number.NEGATIVE_INFINITY);
    case 'last':
      return move(state, Number.POSITIVE_INFINITY);
    case 'next-cell':
      return moveCell(state, 1);
    case 'previous-cell':
      return moveCell(state, -1);
    case 'columns-right':
      return scrollColumns(state, 1);
    case 'columns-left':
      return scrollColumns(state, -1);
    case 'sort':
      return sortByNext(state);
    case 'reverse':
      return withView(state, { reversed: !state.views[state.screen].reversed });
    case 'shorter-deadline':
      return turnKnob(state, -1);
    case 'longer-deadline':
      return turnKnob(state, 1);
    case 'quit':
      return { ...state, wanted: null, exit: 'quit' };
    case 'interrupt':
      return { ...state, wanted: null, exit: 'interrupted' };
    case 'suspend':
      return state;
  }
}

const clamp = (value: number, least: number, most: number) => Math.max(least, Math.min(most, value));

function moveCell(state: DashboardState, by: number): DashboardState {
  const { rows, selected } = visibleTargets(state);
  return { ...state, selectedCell: rows[clamp(selected + by, 0, rows.length - 1)]!.state.id, problem: null };
}

function move(state: DashboardState, by: number): DashboardState {
  if (state.help !== null)
    return {
      ...state,
      help: clamp(state.help + by, 0, Math.max(0, keymap.length - helpHeight(state.viewport))),
    };
  if (state.screen === 'targets') return moveCell(state, by);
  const { rows, selected } = visiblePolicies(state);
  const row = rows[clamp(selected + by, 0, rows.length - 1)];
  return row ? { ...state, selectedPolicy: row.result.policy } : state;
}

function withView(state: DashboardState, change: Partial<TableView>): DashboardState {
  const view = { ...state.views[state.screen], ...change };
  return { ...state, views: { ...state.views, [state.screen]: view } };
}

/** Asks something of the current screen's table, whatever its rows are. */
function askTable<Answer>(
  state: DashboardState,
  ask: <Row>(columns: readonly Column<Row>[], rows: readonly Row[], view: TableView) => Answer,
): Answer {
  if (state.screen === 'targets') return ask(targetColumns, visibleTargets(state).rows, state.views.targets);
  const columns = policyColumns(selectedCell(state).previous !== null);
  return ask(columns, visiblePolicies(state).rows, state.views.policies);
}

function scrollColumns(state: DashboardState, by: number): DashboardState {
  const { columns: width } = state.viewport;
  return askTable(state, (columns, rows, { offset }) => {
    if (by > 0 && !fitColumns(columns, rows, width, offset).hiddenRight) return state;
    return withView(state, { offset: Math.max(0, offset + by) });
  });
}

function sortByNext(state: DashboardState): DashboardState {
  const { columns: width } = state.viewport;
  return askTable(state, (columns, rows, view) => {
    const column = nextSortColumn(columns, view.column);
    const offset = column === null ? 0 : offsetShowing(columns, rows, width, view.offset, column);
    return withView(state, { column, reversed: false, offset });
  });
}

function turnKnob(state: DashboardState, by: number): DashboardState {
  const cell = selectedCell(state);
  if (!cell.cell.fits) return { ...state, problem: `nothing fits on ${cell.cell.target}` };
  const from = state.wanted?.cell === cell.id ? state.wanted.tenths : cell.tenths;
  const tenths = clamp(from + by, tenthsRange.least, tenthsRange.most);
  if (tenths === from) return state;
  const idle = { ...state, wanted: null, problem: null };
  if (tenths === cell.tenths) return idle;
  const known = state.known.get(knownKey(cell.id, tenths));
  if (known) return show(idle, cell.id, tenths, known);
  const request = state.requests + 1;
  return { ...idle, requests: request, wanted: { request, cell: cell.id, tenths, waitedS: 0 } };
}

/** Shows a cell's answer; what was shown until now is what it is compared with. */
function show(state: DashboardState, id: string, tenths: number, answer: SimulatedCell): DashboardState {
  const { cell, results } = answer;
  const replace = (old: CellState): CellState =>
    old.id === id
      ? {
          ...old,
          cell,
          results,
          tenths,
          previous: { cell: old.cell, results: old.results, tenths: old.tenths },
        }
      : old;
  const known = new Map(state.known).set(knownKey(id, tenths), { cell, results });
  return { ...state, cells: state.cells.map(replace), known, problem: null };
}
