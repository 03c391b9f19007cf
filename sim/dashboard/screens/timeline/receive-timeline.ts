import { formatSi } from '../../../report/format-quantity.ts';
import type { RunWindow, TraceFile } from '../../../session/questions.ts';
import { formatClock } from '../../recorded/format-clock.ts';
import { selectedRun } from '../../state/selected-run.ts';
import type { DashboardState } from '../../state/state.ts';

/** The state when the part of the run that is shown has come. */
export function withWindow(state: DashboardState, window: RunWindow): DashboardState {
  const run = selectedRun(state);
  return run ? { ...state, timeline: { ...state.timeline, window: { run: run.key, window } } } : state;
}

/** The state when a trace was written. */
export function withTraceFile(state: DashboardState, file: TraceFile): DashboardState {
  const { toNs, endNs, bytes } = file;
  const part = toNs < endNs ? `the first ${formatClock(toNs)} of ${formatClock(endNs)}` : 'the whole run';
  const name = file.file.split(/[\\/]/).at(-1);
  const text = `✓ ${name}: ${formatSi(bytes, 'B')}, ${part}`;
  return { ...state, timeline: { ...state.timeline, trace: null, note: { text, tone: 'good' } } };
}

/** The state when it could not be written. */
export function withTraceProblem(state: DashboardState, problem: string): DashboardState {
  const note = { text: `✗ no trace: ${problem}`, tone: 'bad' as const };
  return { ...state, timeline: { ...state.timeline, trace: null, note } };
}
