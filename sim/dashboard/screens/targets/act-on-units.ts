import type { Action } from '../../keys/keymap.ts';
import { clamp } from '../../state/clamp.ts';
import type { DashboardState } from '../../state/state.ts';
import { bodyHeight } from '../../terminal/frame-layout.ts';
import { unitsShown } from './unit-lines.ts';

/** The state after a key while the units of a target are shown; null: not a key of theirs. */
export function actOnUnits(state: DashboardState, action: Action): DashboardState | null {
  const height = bodyHeight(state.viewport);
  const scroll = (by: number) => {
    const most = Math.max(0, unitsShown(state).length - height);
    return { ...state, units: clamp((state.units ?? 0) + by, 0, most) };
  };
  switch (action) {
    case 'open':
      return { ...state, units: null, screen: 'policies' };
    case 'back':
      return { ...state, units: null };
    case 'down':
      return scroll(1);
    case 'up':
      return scroll(-1);
    case 'page-down':
      return scroll(height);
    case 'page-up':
      return scroll(-height);
    case 'first':
      return scroll(Number.NEGATIVE_INFINITY);
    case 'last':
      return scroll(Number.POSITIVE_INFINITY);
    default:
      return null;
  }
}
