import { recordingWants, selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';
import type { Want } from '../../state/wants.ts';
import { simulatesSpikes } from './simulates-spikes.ts';

/** Moving through the rows reads nothing. */
const settleMs = 150;

/** The recording of the selected row, and its units while they are shown; of a spiking chip its cores, too. */
export function targetsWants(state: DashboardState): readonly Want[] {
  const run = state.units === null ? null : selectedRun(state);
  if (!run) return recordingWants(state);
  const { key, ref } = run;
  const units: Want = { slot: 'units', key, question: { run: ref }, settleMs };
  if (!simulatesSpikes(run.cell.cell.targetClass)) return [...recordingWants(state), units];
  return [...recordingWants(state), units, { slot: 'activity', key, question: { run: ref }, settleMs }];
}
