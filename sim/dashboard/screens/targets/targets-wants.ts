import { recordingWants, selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Want } from '../../state/wants.ts';

/** Moving through the rows reads nothing. */
const settleMs = 150;

/** The recording of the selected row, and its units while they are shown. */
export function targetsWants(state: DashboardState): readonly Want[] {
  const run = state.units === null ? null : selectedRun(state);
  if (!run) return recordingWants(state);
  return [...recordingWants(state), { slot: 'units', key: run.key, question: { run: run.ref }, settleMs }];
}
