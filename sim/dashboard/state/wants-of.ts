import { reportWants } from '../screens/energy/report-writing.ts';
import { screens } from '../screens/screens.ts';
import { traceWants } from '../screens/timeline/timeline-wants.ts';
import { knobWants } from './knobs/knob-wants.ts';
import { runWants } from './run-progress.ts';
import { newsWants } from './scenario-news.ts';
import type { DashboardState } from './state.ts';
import type { Want } from './wants.ts';

/** All that the state wants answered: run, knob, report and trace always; once there is a cell, what the screen shown wants. */
export function wantsOf(state: DashboardState): readonly Want[] {
  if (state.exit !== null) return [];
  const always = [
    ...runWants(state),
    ...newsWants(state),
    ...knobWants(state),
    ...traceWants(state),
    ...reportWants(state),
  ];
  // Screens are about cells: until the first one is there they are not asked.
  if (state.cells.length === 0) return always;
  return [...always, ...(screens[state.screen].wants?.(state) ?? [])];
}
