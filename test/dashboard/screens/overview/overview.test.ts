import { describe, expect, it } from 'vitest';
import { overviewScreen } from '../../../../sim/dashboard/screens/overview/overview.ts';
import { overviewLayout } from '../../../../sim/dashboard/screens/overview/overview-layout.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import { fitFields } from '../../../../sim/dashboard/table/fit-fields.ts';
import { bodyHeight } from '../../../../sim/dashboard/terminal/frame-layout.ts';
import { randomWatchable } from '../../../scenario/record/recorded.ts';
import { fixtureReport } from '../../fixture-report.ts';
import { withoutAscii } from '../../look/without-ascii.ts';
import { recordedState } from '../../recorded-state.ts';

const run = randomWatchable(11, true);
const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 60],
] as const;

describe('the overview', () => {
  it.each(sizes)('holds what is wanted most at %i by %i, and no line is too long', (columns, rows) => {
    const state = recordedState(run, 'overview', { columns, rows });
    const lines = overviewLayout(state);
    expect(lines.length).toBeLessThanOrEqual(bodyHeight(state.viewport));
    const text = lines.map((line) => {
      const fitted = fitFields(line, columns).map((field) => field.text);
      expect([...fitted.join('')]).toHaveLength(columns);
      expect(withoutAscii(fitted.join(''))).toEqual([]);
      return fitted.join('');
    });
    for (const part of [
      /■ paused \d+:\d\d of/,
      /^power .*│/m,
      /energy .* to .*J\), CO2e/,
      /accuracy/,
      /deadline/,
      /memory/,
    ])
      expect(text.join('\n')).toMatch(part);
    expect(text.join('\n')).toMatch(/✓ done: 28 cells/);
  });

  it('says the constraints by shape and word', () => {
    const said = overviewScreen.spoken!(recordedState(run, 'overview'));
    expect(said.find((line) => line.includes('memory'))).toMatch(/^✓ memory .*sram 300 B of 400 B/);
    const { correct, requests } = run.result;
    const right = correct / requests >= 0.965 ? '✓' : '✗';
    expect(said.find((line) => line.includes('accuracy  '))).toMatch(
      new RegExp(`^${right} accuracy .*${correct} of ${requests} right`),
    );
    for (const line of said) expect(line).not.toMatch(/[│⣿█]/);
  });

  it('asks for one recording, of what is selected, and says why there is none', () => {
    const state = {
      ...initialState(fixtureReport(), { columns: 80, rows: 24 }),
      screen: 'overview' as const,
    };
    const recordings = (at: DashboardState) => wantsOf(at).filter(({ slot }) => slot === 'recording');
    const [want, ...others] = recordings(state);
    expect(others).toEqual([]);
    expect(want).toMatchObject({
      slot: 'recording',
      question: { run: { cell: state.cells[0]!.ref, change: {}, policy: 'random', repetition: 1 } },
    });
    const chosen = recordings({ ...state, selectedPolicy: 'static-L1', selectedCell: state.cells[5]!.id });
    expect(chosen[0]).toMatchObject({
      question: { run: { cell: state.cells[5]!.ref, policy: 'static-L1' } },
    });
    const { slot, key } = want!;
    const asked = reduce(state, { type: 'asked', slot, key });
    const failed = reduce(asked, { type: 'failed', slot, key, problem: 'the scenario has changed' });
    expect(overviewScreen.spoken!(failed).join('\n')).toContain('✗ not recorded: the scenario has changed');
  });

  it('estimates the time left of a running run, and says that it does', () => {
    const live = { label: 'simulating', done: 7, total: 28, sinceS: 10 };
    const open = initialState(fixtureReport(), { columns: 80, rows: 24 }, { live: true });
    const waited = {
      key: 'run',
      status: 'waiting',
      waitedS: 24,
      part: null,
      answer: null,
      problem: null,
    } as const;
    const said = overviewScreen.spoken!({ ...open, live, answers: { run: waited } });
    expect(said.join('\n')).toMatch(/simulating .*7 of 28; 28 cells are here, about 0:42 left/);
  });
});
