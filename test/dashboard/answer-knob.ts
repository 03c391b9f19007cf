import { reduce } from '../../sim/dashboard/state/reduce.ts';
import type { DashboardState } from '../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../sim/dashboard/state/wants-of.ts';
import type { CellKnobs, SimulatedCell } from '../../sim/session/questions.ts';
import { fixtureAnswer } from './fixture-report.ts';

/** What the fixture's cells can be set: a battery, points of a ladder, a policy with parameters of both kinds. */
export const fixtureKnobs: CellKnobs = {
  deadlineMs: 50,
  batteryJ: 34,
  storeJ: null,
  clocks: null,
  parameters: {
    'deadline-controller': [
      { id: 'headRoom', unit: '1', low: 0, high: 10, default: 2, value: 2, meaning: 'deviations added' },
      { id: 'noise', unit: '1', low: 1e-8, high: 1, default: 1e-4, value: 1e-4, meaning: 'variance' },
      {
        id: 'window',
        unit: '1',
        low: 1,
        high: 1e5,
        default: 200,
        value: 200,
        whole: true,
        meaning: 'requests',
      },
    ],
  },
  points: [0, 1, 2, 3].flatMap((level) =>
    [null, 0, 0.04].map((gate, at) => ({
      policy: `static-L${level}${['', '-z', '-g1'][at]}`,
      unit: 'mcu',
      fits: true,
      levels: [level, level],
      gates: [gate, gate === null ? null : gate / 2],
    })),
  ),
};

/** The question about a turned cell, asked as the follower of the wants does. */
export function askKnob(state: DashboardState): DashboardState {
  const want = wantsOf(state).find(({ slot }) => slot === 'knob');
  return want ? reduce(state, { type: 'asked', slot: 'knob', key: want.key }) : state;
}

/** What the fixture says of the cell whose simulation is asked for. */
export function fixtureTurned(state: DashboardState): SimulatedCell {
  const want = wantsOf(state).find(({ slot }) => slot === 'knob')!;
  const { cell: ref, change } = want.question as {
    cell: { pace: number; target: string; runtime: string };
    change: { deadlineMs?: number; policies?: Record<string, string> };
  };
  const cell = state.cells.find(
    (one) => one.ref.target === ref.target && one.ref.runtime === ref.runtime && one.ref.pace === ref.pace,
  )!;
  const answer = fixtureAnswer(
    { ...cell.cell, deadlineMs: cell.runDeadlineMs },
    change.deadlineMs ?? cell.runDeadlineMs,
  );
  const replaced = answer.results.map((row) => ({
    ...row,
    policy: change.policies?.[row.policy] ?? row.policy,
  }));
  return { ...answer, results: replaced };
}

/** The state after the question about a turned cell was asked and answered; the same state where none is wanted. */
export function answerKnob(state: DashboardState): DashboardState {
  const asked = askKnob(state);
  if (asked === state) return state;
  return reduce(asked, {
    type: 'answered',
    slot: 'knob',
    key: asked.answers.knob!.key,
    answer: fixtureTurned(asked),
  });
}

/** The state after the question what the selected cell can be set was asked and answered. */
export function answerSettable(state: DashboardState, knobs: CellKnobs = fixtureKnobs): DashboardState {
  const want = wantsOf(state).find(({ slot }) => slot === 'settable');
  if (!want) return state;
  const asked = reduce(state, { type: 'asked', slot: 'settable', key: want.key });
  return reduce(asked, { type: 'answered', slot: 'settable', key: want.key, answer: knobs });
}
