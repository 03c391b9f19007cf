import type { DashboardState } from '../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../sim/dashboard/state/wants-of.ts';

/** The question about a turned cell that the state wants answered; null: none. */
export function knobQuestion(state: DashboardState): unknown {
  return wantsOf(state).find(({ slot }) => slot === 'knob')?.question ?? null;
}
