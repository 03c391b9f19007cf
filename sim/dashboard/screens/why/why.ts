import type { Action } from '../../keys/keymap.ts';
import { rowsMoved } from '../../keys/rows-moved.ts';
import { clamp } from '../../state/clamp.ts';
import { movePolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { unlessAnswered } from '../../state/unless-answered.ts';
import { actOnTable } from '../../table/act-on-table.ts';
import { clickedRow } from '../../table/clicked-row.ts';
import { paneTabs } from '../pane-tabs.ts';
import type { Screen } from '../screen.ts';
import { stepPane } from '../step-pane.ts';
import { decisionsOf, decisionsWant, explanationWant, nextDifference, selectedRequest } from './decisions.ts';
import { explanationLines } from './explanation-lines.ts';
import { numberColumns } from './number-columns.ts';
import { numberKey, numbersWant, visibleNumbers } from './number-rows.ts';
import { spokenWhy } from './spoken-why.ts';
import { warningLines } from './warning-lines.ts';
import { whyAbout } from './why-about.ts';
import { whyPaneHeight, whyTableHeight } from './why-heights.ts';
import { type WhyPane, type WhyState, whyPanes } from './why-state.ts';

const panes = Object.keys(whyPanes) as WhyPane[];
const shiftStep = 10;

const set = (state: DashboardState, change: Partial<WhyState>): DashboardState => ({
  ...state,
  why: { ...state.why, ...change },
});

function longest(lines: readonly (readonly { readonly text: string }[])[]): number {
  return Math.max(0, ...lines.map((fields) => fields.reduce((sum, { text }) => sum + [...text].length, 0)));
}

/** Moving over text: lines by the keys of rows. null: not such an action. */
function scrolled(state: DashboardState, action: Action, lines: number): DashboardState | null {
  const height = whyPaneHeight(state);
  const by = rowsMoved(action, height);
  if (by === null) return null;
  return set(state, { scroll: clamp(state.why.scroll + by, 0, Math.max(0, lines - height)) });
}

function actOnExplanation(state: DashboardState, action: Action): DashboardState | null {
  const lines = explanationLines(state);
  const { shift } = state.why;
  switch (action) {
    case 'back':
    case 'open':
      return set(state, { isOpen: false, scroll: 0, shift: 0 });
    case 'next-pane': {
      const hidden = longest(lines) - state.viewport.columns;
      return hidden > 0 ? set(state, { shift: shift + Math.min(shiftStep, hidden) }) : state;
    }
    case 'previous-pane':
      return set(state, { shift: Math.max(0, shift - shiftStep) });
    default:
      return scrolled(state, action, lines.length);
  }
}

function actOnDecisions(state: DashboardState, action: Action): DashboardState | null {
  const log = decisionsOf(state)?.log;
  const requests = log?.arrivalNs.length ?? 0;
  if (!log || requests === 0) return null;
  const at = selectedRequest(state, log);
  const height = whyTableHeight(state);
  const to = (request: number) => set(state, { request: clamp(request, 0, requests - 1), notice: null });
  const different = (by: 1 | -1) => {
    const found = nextDifference(log, at, by);
    const side = by > 0 ? 'later' : 'earlier';
    const notice = `there is no ${side} request that the clairvoyant ran otherwise`;
    return found === null ? set(state, { notice }) : to(found);
  };
  switch (action) {
    case 'open':
      return set(state, { request: at, isOpen: true, scroll: 0, shift: 0 });
    case 'down':
      return to(at + 1);
    case 'up':
      return to(at - 1);
    case 'page-down':
      return to(at + height);
    case 'page-up':
      return to(at - height);
    case 'first':
      return to(0);
    case 'last':
      return to(requests - 1);
    case 'next-difference':
      return different(1);
    case 'previous-difference':
      return different(-1);
    case 'sort':
    case 'reverse':
      // Requests have an order of their own.
      return state;
    default:
      return null;
  }
}

function actOnNumbers(state: DashboardState, action: Action): DashboardState | null {
  const { rows, selected } = visibleNumbers(state);
  const { isNumberOpen } = state.why;
  if (action === 'open') return set(state, { isNumberOpen: !isNumberOpen && rows.length > 0 });
  if (action === 'back' && isNumberOpen) return set(state, { isNumberOpen: false });
  return actOnTable(state, action, {
    columns: numberColumns,
    rows,
    view: state.why.numbers,
    move: (by) => {
      const row = rows[clamp(selected + by, 0, rows.length - 1)];
      return set(state, { number: row ? numberKey(row) : null });
    },
    withView: (numbers) => set(state, { numbers }),
  });
}

const actOnPane: Readonly<Record<WhyPane, NonNullable<Screen['act']>>> = {
  decisions: (state, action) =>
    state.why.isOpen ? actOnExplanation(state, action) : actOnDecisions(state, action),
  numbers: actOnNumbers,
  warnings: (state, action) => scrolled(state, action, warningLines(state, state.viewport.columns).length),
};

function clicked(state: DashboardState, line: number, column: number): DashboardState {
  const { pane, isOpen } = state.why;
  const tab = paneTabs(whyPanes, pane).find(({ from, to }) => column >= from && column < to);
  if (line === 0) return tab ? set(state, { pane: tab.pane, scroll: 0, shift: 0 }) : state;
  const above = 1 + whyAbout(state).length;
  const below = (count: number, selected: number) =>
    clickedRow(line - above, count, selected, whyTableHeight(state));
  const log = decisionsOf(state)?.log;
  if (pane === 'decisions' && log && !isOpen) {
    const at = selectedRequest(state, log);
    const by = below(log.arrivalNs.length, at);
    return by === null ? state : set(state, { request: at + by, notice: null });
  }
  if (pane !== 'numbers' || state.why.isNumberOpen) return state;
  const { rows, selected } = visibleNumbers(state);
  const by = below(rows.length, selected);
  return by === null ? state : set(state, { number: numberKey(rows[selected + by]!) });
}

/** Asks for the number of a request; the requests are shown meanwhile. */
const asking = (state: DashboardState): DashboardState => ({
  ...set(state, { pane: 'decisions', isOpen: false, scroll: 0, shift: 0 }),
  prompt: { kind: 'request', label: 'request ', text: '' },
});

/** Why a policy did what it did, where the numbers are from, and what to mind. */
export const whyScreen: Screen = {
  title: 'Why',
  clicked,
  act: (state, action) => {
    const { pane, isOpen } = state.why;
    const turned = (by: 1 | -1) => set(state, { pane: stepPane(panes, pane, by), scroll: 0, shift: 0 });
    const isExplaining = pane === 'decisions' && isOpen;
    switch (action) {
      case 'next-pane':
        return isExplaining ? actOnExplanation(state, action) : turned(1);
      case 'previous-pane':
        return isExplaining ? actOnExplanation(state, action) : turned(-1);
      case 'next-policy':
        return movePolicy(state, 1);
      case 'previous-policy':
        return movePolicy(state, -1);
      case 'find-request':
        return asking(state);
      case 'filter':
        // Only the numbers are filtered: typing shows them.
        return {
          ...set(state, { pane: 'numbers', isNumberOpen: false, scroll: 0, shift: 0 }),
          prompt: { kind: 'filter', label: '/', text: state.filters.why ?? '' },
        };
      default:
        return actOnPane[pane](state, action);
    }
  },
  entered: (state, kind, text) => {
    if (kind !== 'request') return state;
    const last = (decisionsOf(state)?.log.arrivalNs.length ?? 0) - 1;
    const request = /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
    if (request <= last) return set(state, { request, notice: null });
    const allowed = last < 0 ? 'no request is there' : `give 0 to ${last}`;
    return set(state, { notice: `there is no request ${text.trim() || '(nothing)'}; ${allowed}` });
  },
  wants: (state) => {
    if (state.why.pane === 'numbers') return unlessAnswered(state, numbersWant(state));
    if (state.why.pane === 'warnings') return [];
    return [decisionsWant(state), explanationWant(state)].flatMap((want) =>
      want ? unlessAnswered(state, want) : [],
    );
  },
  spoken: spokenWhy,
};
