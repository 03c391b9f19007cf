import { reportWants } from '../screens/energy/report-writing.ts';
import { screens } from '../screens/screens.ts';
import { knobWants } from './deadline-knob.ts';
import { runWants } from './run-progress.ts';
import type { DashboardState } from './state.ts';
import type { Want } from './wants.ts';

/** All that the state wants answered: the run, the knob and a report always, the rest for the screen that is shown. */
export function wantsOf(state: DashboardState): readonly Want[] {
  if (state.exit !== null) return [];
  return [
    ...runWants(state),
    ...knobWants(state),
    ...reportWants(state),
    ...(screens[state.screen].wants?.(state) ?? []),
  ];
}
