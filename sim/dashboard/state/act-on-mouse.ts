import type { Action } from '../keys/keymap.ts';
import type { MouseEvent } from '../keys/mouse-event.ts';
import { knobLines } from '../screens/policies/knob-line.ts';
import { screenIds } from '../screens/screen-id.ts';
import { screens } from '../screens/screens.ts';
import { tabs } from '../screens/tabs.ts';
import type { DashboardState } from './state.ts';

/** The state after the mouse did something. @param act what an action does */
export function withMouse(
  state: DashboardState,
  { kind, column, row }: MouseEvent,
  act: (state: DashboardState, action: Action) => DashboardState,
): DashboardState {
  if (kind !== 'click') return act(state, kind === 'wheel-up' ? 'up' : 'down');
  if (state.help !== null || state.prompt) return state;
  if (row === 0) {
    const at = tabs(state.screen, state.viewport.columns).findIndex(
      ({ from, to }) => column >= from && column < to,
    );
    return at < 0 ? state : { ...state, screen: screenIds[at]! };
  }
  if (state.cells.length === 0) return state;
  const line = row - 1 - knobLines(state).length;
  return (line >= 0 && screens[state.screen].clicked?.(state, line, column)) || state;
}
