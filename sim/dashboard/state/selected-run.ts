import { rankResults } from '../../report/rank-results.ts';
import type { RunResult } from '../../report/run-report.ts';
import type { Recording, RunRef, RunSeries } from '../../session/questions.ts';
import { type CellState, type DashboardState, deadlineAtMs, knownKey } from './state.ts';
import { selectedCell } from './visible-rows.ts';
import { answerOf, type Want } from './wants.ts';

/** Bins of a recording's horizon: enough for a wide terminal, and an hour in quarters of a minute. */
const bins = 240;
/** Moving through the rows records nothing. */
const settleMs = 200;
/** Recordings that are kept, the newest ones. */
const mostKept = 64;

/** The run of a policy in a cell that is looked at. */
export interface SelectedRun {
  readonly cell: CellState;
  readonly result: RunResult;
  readonly ref: RunRef;
  /** Key of `recordings`. */
  readonly key: string;
}

/** What there is of a run's recording. */
export interface RecordedSoFar {
  readonly series: RunSeries;
  /** Null while it is recorded. */
  readonly whole: Recording | null;
}

/** The run of the selected policy in a cell, or of the best one where that does not run there; null: none runs. */
export function runIn(state: DashboardState, cell: CellState): SelectedRun | null {
  const ran = cell.results.filter(({ fits }) => fits);
  const result = ran.find(({ policy }) => policy === state.selectedPolicy) ?? rankResults(ran)[0];
  if (!result) return null;
  const change = cell.tenths === 10 ? {} : { deadlineMs: deadlineAtMs(cell, cell.tenths) };
  const { policy } = result;
  return {
    cell,
    result,
    ref: { cell: cell.ref, change, policy, repetition: 1 },
    key: `${policy} in ${knownKey(cell.id, cell.tenths)}`,
  };
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
