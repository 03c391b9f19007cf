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

  it.each(sizes)('says all of it while it is scrolled at %i by %i, and stops at its end', (columns, rows) => {
    const conclusions = Array.from({ length: 80 }, (_, at) => ({
      ...{
        text: `conclusion ${at} holds on every target of the run, by a factor that is told`,
        kind: 'best' as const,
      },
      ...{ holdsCentrally: true, survivesLowEnd: true },
    }));
    const recorded = recordedState(run, 'overview', { columns, rows });
    let state = { ...recorded, report: { ...recorded.report, conclusions } } as DashboardState;
    const texts = (at: DashboardState) =>
      overviewLayout(at).map((line) => line.map(({ text }) => text).join(''));
    expect(texts(state).at(-1)).toMatch(/↓ \d+ more lines/);
    const seen = new Set<string>();
    for (let i = 0; i < 40; i++) {
      const lines = texts(state);
      expect(lines.length).toBeLessThanOrEqual(bodyHeight(state.viewport));
      for (const line of lines) seen.add(line.split('│').at(-1)!.trim());
      state = reduce(state, { type: 'action', action: 'page-down' });
    }
    const all = [...seen].join(' ');
    for (const { text } of conclusions) expect(all).toContain(text.slice(0, 20));
    expect(texts(state).join('\n')).not.toContain('more lines');
    expect(reduce(state, { type: 'action', action: 'down' }).overviewScroll).toBe(state.overviewScroll);
    expect(reduce(state, { type: 'action', action: 'last' }).overviewScroll).toBe(state.overviewScroll);
    const top = reduce(state, { type: 'action', action: 'first' });
    expect(top.overviewScroll).toBe(0);
    expect(reduce(top, { type: 'action', action: 'page-down' }).overviewScroll).toBe(
      Math.min(bodyHeight(top.viewport) - 1, state.overviewScroll),
    );
    // What was scrolled on a low terminal is shown to its end on a tall one.
    const tall = reduce(state, { type: 'resized', viewport: { columns, rows: 200 } });
    expect(texts(tall).join('\n')).toContain('conclusion 0 ');
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
