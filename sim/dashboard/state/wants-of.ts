import { screens } from '../screens/screens.ts';
import { knobWants } from './knobs/knob-wants.ts';
import { runWants } from './run-progress.ts';
import type { DashboardState } from './state.ts';
import type { Want } from './wants.ts';

/** All that the state wants answered: the run and the knob always; once there is a cell, what the screen shown wants. */
export function wantsOf(state: DashboardState): readonly Want[] {
  if (state.exit !== null) return [];
  const ofScreen = state.cells.length > 0 ? screens[state.screen].wants?.(state) : null;
  return [...runWants(state), ...knobWants(state), ...(ofScreen ?? [])];
}
