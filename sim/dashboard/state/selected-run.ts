import type { Recording, RunSeries } from '../../session/questions.ts';
import { runIn, type SelectedRun } from './run-in.ts';
import type { DashboardState } from './state.ts';
import { selectedCell } from './visible-rows.ts';
import { answerOf, type Want } from './wants.ts';

/** Bins of a recording's horizon: enough for a wide terminal, and an hour in quarters of a minute. */
const bins = 240;
/** Moving through the rows records nothing. */
const settleMs = 200;
/** Recordings that are kept, the newest ones. */
const mostKept = 24;

/** What there is of a run's recording. */
export interface RecordedSoFar {
  readonly series: RunSeries;
  /** Null while it is recorded. */
  readonly whole: Recording | null;
}

/** The run that is looked at; null: there is none. */
export function selectedRun(state: DashboardState): SelectedRun | null {
  return state.cells.length > 0 ? runIn(state, selectedCell(state)) : null;
}

/** The recording of the run that is looked at is wanted until it is there. */
export function recordingWants(state: DashboardState): readonly Want[] {
  const run = selectedRun(state);
  if (!run || state.recordings.has(run.key)) return [];
  return [{ slot: 'recording', key: run.key, question: { run: run.ref, bins }, settleMs }];
}

/** What is recorded of a run so far; null: nothing yet. */
export function recordedOf(state: DashboardState, { key }: SelectedRun): RecordedSoFar | null {
  const whole = state.recordings.get(key);
  if (whole) return { series: whole.series, whole };
  const series = answerOf(state.answers, 'recording', key)?.part;
  return series ? { series, whole: null } : null;
}

/** The state when the recording that was asked for has come. */
export function withRecording(state: DashboardState, recording: Recording): DashboardState {
  const { key } = state.answers.recording!;
  const recordings = new Map(state.recordings).set(key, recording);
  if (recordings.size > mostKept) recordings.delete(recordings.keys().next().value!);
  return { ...state, recordings };
}
