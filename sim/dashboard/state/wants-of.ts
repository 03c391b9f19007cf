import { screens } from '../screens/screens.ts';
import { knobWants } from './knobs/knob-wants.ts';
import { runWants } from './run-progress.ts';
import type { DashboardState } from './state.ts';
import type { Want } from './wants.ts';

/** All that the state wants answered: the run and the knob always, the rest for the screen that is shown. */
export function wantsOf(state: DashboardState): readonly Want[] {
  if (state.exit !== null) return [];
  return [...runWants(state), ...knobWants(state), ...(screens[state.screen].wants?.(state) ?? [])];
}
