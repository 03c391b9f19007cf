import { helpText } from '../keys/help-text.ts';
import { type Action, type Binding, keymap } from '../keys/keymap.ts';
import { rowsMoved } from '../keys/rows-moved.ts';
import { themeNames } from '../look/themes.ts';
import { withEdit, withTyped } from '../prompt/act-on-prompt.ts';
import { type ScreenId, screenIds } from '../screens/screen-id.ts';
import { screens } from '../screens/screens.ts';
import { mostScroll } from '../screens/scrolled-lines.ts';
import { helpHeight, isTooSmall } from '../terminal/frame-layout.ts';
import { withMouse } from './act-on-mouse.ts';
import { withTick } from './act-on-playback.ts';
import { clamp } from './clamp.ts';
import type { DashboardEvent } from './event.ts';
import { redo, undo } from './knobs/history.ts';
import { nextKnob, selectedKnob, turnKnob } from './knobs/turn-knob.ts';
import { moveCell } from './move-cell.ts';
import { nextRepetition } from './next-repetition.ts';
import { receive } from './receive.ts';
import { runAnew } from './scenario-news.ts';
import type { DashboardState } from './state.ts';
import { withFilter } from './with-filter.ts';

const always = new Set<Action>(
  keymap.filter((binding: Binding) => binding.always).map(({ action }) => action),
);

/** The state after an event. Pure: the same state and event give the same state. */
export function reduce(state: DashboardState, event: DashboardEvent): DashboardState {
  if (state.exit !== null) return state;
  switch (event.type) {
    case 'resized':
      return { ...state, viewport: event.viewport };
    case 'tick':
      return withTick(state, event.ms);
    case 'mouse':
      return isTooSmall(state.viewport) ? state : withMouse(state, event.event, actNow);
    case 'typed':
      return withTyped(state, event.text);
    case 'edited':
      return withEdit(state, event.edit, actNow);
    case 'action':
      if (isTooSmall(state.viewport) && !always.has(event.action)) return state;
      return actNow(state, event.action);
    default:
      return receive(state, event);
  }
}

function actNow(state: DashboardState, action: Action): DashboardState {
  if (state.help !== null) return actInHelp(state, action);
  return act(state, action);
}

/** What works whatever is shown; null: nothing of that kind. */
function actAnywhere(state: DashboardState, action: Action): DashboardState | null {
  switch (action) {
    case 'quit':
      return { ...state, exit: 'quit' };
    case 'interrupt':
      return { ...state, exit: 'interrupted' };
    case 'suspend':
      return state;
    default:
      return null;
  }
}

function actInHelp(state: DashboardState, action: Action): DashboardState {
  const height = helpHeight(state.viewport);
  const by = rowsMoved(action, height);
  if (by !== null) {
    const most = mostScroll(helpText(state).length, height);
    return { ...state, help: clamp((state.help ?? 0) + by, 0, most) };
  }
  switch (action) {
    case 'help':
    case 'back':
      return { ...state, help: null, helpFilter: '' };
    case 'filter':
      return { ...state, prompt: { kind: 'help', label: '/', text: state.helpFilter } };
    default:
      return actAnywhere(state, action) ?? state;
  }
}

const isScreen = (action: Action): action is ScreenId => (screenIds as readonly string[]).includes(action);

function act(state: DashboardState, action: Action): DashboardState {
  if (isScreen(action)) return { ...state, screen: action };
  // Screens are about cells: until the first one is there they are not asked.
  if (state.cells.length > 0) {
    const acted = screens[state.screen].act?.(state, action) ?? actOnCells(state, action);
    if (acted) return acted;
  }
  switch (action) {
    case 'run-anew':
      return runAnew(state);
    case 'next-screen':
      return stepScreen(state, 1);
    case 'previous-screen':
      return stepScreen(state, -1);
    case 'help':
      return { ...state, help: 0 };
    case 'command':
      return { ...state, prompt: { kind: 'command', label: ':', text: '' } };
    case 'filter': {
      const text = state.filters[state.screen] ?? '';
      return { ...state, prompt: { kind: 'filter', label: '/', text } };
    }
    case 'back':
      if (state.filters[state.screen]) return withFilter(state, state.screen, '');
      // Nothing to go back to: a message that was read goes.
      return { ...state, problem: null, knobs: { ...state.knobs, note: null } };
    case 'next-theme': {
      const next = themeNames[(themeNames.indexOf(state.look.theme) + 1) % themeNames.length]!;
      return { ...state, look: { ...state.look, theme: next } };
    }
    default:
      return actAnywhere(state, action) ?? state;
  }
}

function stepScreen(state: DashboardState, by: number): DashboardState {
  const at = (screenIds.indexOf(state.screen) + by + screenIds.length) % screenIds.length;
  return { ...state, screen: screenIds[at]! };
}

/** The state with the command line open and begun. */
const withCommand = (state: DashboardState, text: string): DashboardState => ({
  ...state,
  prompt: { kind: 'command', label: ':', text },
});

/** What every screen can do with the cells. */
function actOnCells(state: DashboardState, action: Action): DashboardState | null {
  switch (action) {
    case 'next-cell':
      return moveCell(state, 1);
    case 'previous-cell':
      return moveCell(state, -1);
    case 'next-seed':
      return nextRepetition(state, 1);
    case 'previous-seed':
      return nextRepetition(state, -1);
    case 'knob-down':
      return turnKnob(state, -1);
    case 'knob-up':
      return turnKnob(state, 1);
    case 'next-knob':
      return nextKnob(state, 1);
    case 'previous-knob':
      return nextKnob(state, -1);
    case 'set-knob':
      return withCommand(state, `set ${selectedKnob(state).name} `);
    case 'undo':
      return undo(state);
    case 'redo':
      return redo(state);
    case 'take-snapshot':
      return withCommand(state, 'snapshot ');
    case 'restore-snapshot':
      return withCommand(state, 'restore ');
    default:
      return null;
  }
}
