import type { RunReport } from '../../report/run-report.ts';
import type {
  CellKnobs,
  EarlyRow,
  PointProgress,
  Questions,
  Recording,
  RunPart,
  RunWindow,
  SavedFile,
  ScenarioNews,
  SimulatedCell,
  TraceFile,
} from '../../session/questions.ts';
import { withReport, withReportFailed } from '../screens/energy/report-writing.ts';
import { withTraceFile, withTraceProblem, withWindow } from '../screens/timeline/receive-timeline.ts';
import type { SlotEvent } from './event.ts';
import {
  withEarlyPart,
  withFailedTurn,
  withSaved,
  withSettable,
  withTurnedCell,
} from './knobs/receive-knobs.ts';
import { withRun, withRunPart } from './run-progress.ts';
import { withNews } from './scenario-news.ts';
import { withRecording } from './selected-run.ts';
import type { DashboardState } from './state.ts';
import type { Answered, Slot } from './wants.ts';
import { wantsOf } from './wants-of.ts';

/** What a slot does beyond keeping what has come; a slot that is absent only keeps it. */
interface Receiver {
  readonly part?: (state: DashboardState, part: never) => DashboardState;
  readonly answer?: (state: DashboardState, answer: never) => DashboardState;
  readonly failure?: (state: DashboardState, problem: string) => DashboardState;
}

const receivers: { readonly [S in Slot]?: Receiver } = {
  run: {
    part: (state, part: RunPart) => withRunPart(state, part),
    answer: (state, report: RunReport) => withRun(state, report),
    failure: (state, problem) => ({ ...state, live: null, problem, exit: 'failed' }),
  },
  scenario: { part: (state, news: ScenarioNews) => withNews(state, news) },
  knob: {
    part: (state, part: EarlyRow | PointProgress) => withEarlyPart(state, part),
    answer: (state, cell: SimulatedCell) => withTurnedCell(state, cell),
    failure: (state, problem) => withFailedTurn(state, problem),
  },
  settable: {
    answer: (state, knobs: CellKnobs) => withSettable(state, state.answers.settable!.key, knobs),
    failure: (state, problem) => ({ ...state, problem }),
  },
  save: {
    answer: (state, { file, remark }: SavedFile) => withSaved(state, `wrote ${file}${remark}`, null),
    failure: (state, problem) => withSaved(state, null, problem),
  },
  report: {
    answer: (state, written: Questions['report']['answer']) => withReport(state, written),
    failure: (state, problem) => withReportFailed(state, problem),
  },
  recording: { answer: (state, recording: Recording) => withRecording(state, recording) },
  window: { answer: (state, window: RunWindow) => withWindow(state, window) },
  trace: {
    answer: (state, file: TraceFile) => withTraceFile(state, file),
    failure: (state, problem) => withTraceProblem(state, problem),
  },
};

/** The state after something came back from the session; what belongs to another question than the present is ignored. */
export function receive(state: DashboardState, event: SlotEvent): DashboardState {
  const { slot, key } = event;
  const keep = (change: Partial<Answered>): DashboardState => ({
    ...state,
    answers: { ...state.answers, [slot]: { ...state.answers[slot], ...change } },
  });
  if (event.type === 'asked')
    return keep({ key, status: 'waiting', waitedS: 0, part: null, answer: null, problem: null });
  if (state.answers[slot]?.key !== key) return state;
  if (!wantsOf(state).some((want) => want.slot === slot && want.key === key)) return state;
  const receiver: Receiver = receivers[slot] ?? {};
  switch (event.type) {
    case 'waited':
      return keep({ waitedS: event.seconds });
    case 'part':
      return receiver.part ? receiver.part(state, event.part as never) : keep({ part: event.part });
    case 'answered': {
      const kept = keep({ status: 'answered', answer: receiver.answer ? null : event.answer });
      return receiver.answer ? receiver.answer(kept, event.answer as never) : kept;
    }
    case 'failed': {
      const kept = keep({ status: 'failed', problem: event.problem });
      return receiver.failure ? receiver.failure(kept, event.problem) : kept;
    }
  }
}
