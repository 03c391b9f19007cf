import { render } from 'ink-testing-library';
import { createElement } from 'react';
import { describe, expect, it } from 'vitest';
import { App } from '../../../sim/dashboard/app.tsx';
import type { Action } from '../../../sim/dashboard/keys/keymap.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { createStore } from '../../../sim/dashboard/state/store.ts';
import { fixtureReport } from '../fixture-report.ts';
import { answered } from './fixture-answers.ts';

const report = fixtureReport();

function frame(state: DashboardState): string {
  const app = render(createElement(App, { store: createStore(state) }));
  const text = app.lastFrame() ?? '';
  app.unmount();
  return text;
}

const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => answered(reduce(at, { type: 'action', action })), state);

// ink-testing-library is 100 columns wide: wider terminals are tried on a terminal.
const sizes = [
  [60, 16],
  [80, 24],
  [100, 40],
] as const;

describe.each(sizes)('at %ix%i', (columns, rows) => {
  const start = initialState(report, { columns, rows });

  it.each(['energy', 'why'] as const)(
    '%s fills its frame and no more, pane by pane, before and after answers',
    (screen) => {
      const shown = { ...start, screen };
      const last: Action = screen === 'why' ? 'open' : 'energy-unit';
      const states = [
        shown,
        answered(shown),
        press(shown, 'next-pane'),
        press(shown, 'next-pane', 'next-pane', 'page-down'),
        press(answered(shown), last, 'down'),
      ];
      for (const state of states) {
        const lines = frame(state).split('\n');
        expect(lines).toHaveLength(rows - 1);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
        expect(lines[0]).toContain(screen === 'why' ? 'Why]' : 'Energy]');
        expect(lines.at(-1)).toContain('q quit');
      }
    },
  );
});

describe('a click', () => {
  const start = initialState(report, { columns: 100, rows: 20 });
  const click = (state: DashboardState, column: number, row: number) =>
    reduce(state, { type: 'mouse', event: { kind: 'click', column, row } });

  it.each([
    ['energy', 1, /^ +(\S+ +)?[A-Z-]+ +20\d\d/],
    ['energy', 0, /%/],
    ['why', 0, /s +\d+\.\d+ (ms|–)/],
    ['why', 1, /kind-\d+ +\w/],
  ] as const)('selects the row that is drawn there: %s, pane %i', (screen, pane, isRow) => {
    const turns = Array.from({ length: pane }, () => 'next-pane' as const);
    const shown = press(answered({ ...start, screen }), ...turns, 'up', 'up');
    const lines = frame(shown).split('\n');
    let rows = 0;
    for (const [row, line] of lines.entries()) {
      const after = click(shown, 5, row);
      if (row < 3 || row === lines.length - 1 || !isRow.test(line)) continue;
      const marked = frame(after)
        .split('\n')
        .find((one) => one.startsWith('▶'))!;
      expect(marked.slice(1)).toBe(line.slice(1));
      rows++;
    }
    expect(rows).toBeGreaterThan(3);
  });

  it('on the title of a pane shows it', () => {
    const energy = answered({ ...start, screen: 'energy' });
    expect(click(energy, 14, 2).energy.pane).toBe('grid');
    expect(click({ ...energy, screen: 'why' }, 13, 2).why.pane).toBe('numbers');
  });
});

describe('what is seen', () => {
  const start = initialState(report, { columns: 100, rows: 30 });

  it('of energy: parts with their sums, zones with what changes, and bars', () => {
    const energy = answered({ ...start, screen: 'energy' });
    expect(frame(energy)).toMatch(/▶ ▾ all of it .*100\.0%/);
    expect(frame(energy)).toMatch(/compute .*70\.0%.*█/);
    expect(frame(press(energy, 'next-pane', 'first', 'open'))).toMatch(/▶ ● DE +2025 +31\.0/);
    expect(frame(press(energy, 'next-pane', 'next-pane'))).toMatch(/Model of the energy at work .*█+│█+/);
  });

  it('of why: requests, what was seen, numbers by grade', () => {
    const why = answered({ ...start, screen: 'why' });
    expect(frame(why)).toMatch(/▶ +499 .*L1 +✓ right/);
    expect(frame(why)).toContain('the policy saw 3 waiting');
    expect(frame(press(why, 'next-pane'))).toContain('40 numbers: 8 measured');
    expect(frame(press(why, 'next-pane', 'next-pane'))).toContain(
      'energy may be off by a factor of 0.8 to 1.3',
    );
  });
});
