import { reduce } from '../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../sim/dashboard/state/wants-of.ts';
import type { Viewport } from '../../sim/dashboard/terminal/frame-layout.ts';
import type { WatchableRun } from '../../sim/scenario/record/describe-event.ts';
import { recordRun } from '../../sim/scenario/record/record-run.ts';
import { windowOf } from '../../sim/scenario/record/window-of.ts';
import { fixtureReport } from './fixture-report.ts';

/** What a session would answer about recorded runs, from a run that is not of the report. @param most events at once */
function answerTo(want: ReturnType<typeof wantsOf>[number], run: WatchableRun, most: number): unknown {
  switch (want.slot) {
    case 'recording':
      return recordRun(
        {
          run,
          memories: [{ unit: 'unit 0', name: 'sram', neededBytes: 300, availableBytes: 400 }],
        },
        want.question.bins,
      );
    case 'window':
      return windowOf(run, { ...want.question.window, most });
    case 'trace':
      return { file: 'a.trace.json', bytes: 1000, fromNs: 0, toNs: 5, endNs: 5 };
    default:
      return null;
  }
}

/** The state after all that it wants of recorded runs was answered from one run. */
export function answered(state: DashboardState, run: WatchableRun, most = 500): DashboardState {
  let at = state;
  // A recording must be there before a part of it is wanted.
  for (let round = 0; round < 4; round++)
    for (const want of wantsOf(at)) {
      const answer = answerTo(want, run, most);
      if (answer === null) continue;
      const { slot, key } = want;
      at = reduce(at, { type: 'asked', slot, key });
      at = reduce(at, { type: 'answered', slot, key, answer: answer as never });
    }
  return at;
}

/** The fixture's report with the run of its first cell recorded. */
export function recordedState(
  run: WatchableRun,
  screen: DashboardState['screen'],
  viewport: Viewport = { columns: 80, rows: 24 },
): DashboardState {
  return answered({ ...initialState(fixtureReport(), viewport), screen }, run);
}
