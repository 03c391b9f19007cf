import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, keymap } from '../../../sim/dashboard/keys/keymap.ts';
import { spokenLines } from '../../../sim/dashboard/spoken/spoken-lines.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { fixtureReport } from '../fixture-report.ts';
import { frameOf } from '../frame-of.ts';
import { answered } from './fixture-answers.ts';

const report = fixtureReport();

const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => answered(reduce(at, { type: 'action', action })), state);

const sizes = [
  [60, 16],
  [80, 24],
  [120, 40],
  [200, 60],
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
        const lines = frameOf(state).split('\n');
        expect(lines).toHaveLength(rows - 1);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
        expect(lines[0]).toContain(screen === 'why' ? 'Why]' : 'Energy]');
        expect(lines.at(-1)).toContain('q quit');
      }
    },
  );
});

describe('what is said of a selected row', () => {
  it.each([
    [
      'decisions',
      0,
      ['500 requests; the clairvoyant ran', 'deadline', 'last result 90.0% sure', 'clairvoyant L'],
    ],
    [
      'numbers',
      1,
      ['40 numbers: 8 measured', 'estimated', 'A data sheet with a long title, page and table', 'https'],
    ],
  ] as const)('is whole on the smallest terminal: %s', (_pane, turns, parts) => {
    const small = answered({ ...initialState(report, { columns: 60, rows: 16 }), screen: 'why' });
    const shown = frameOf(press(small, ...Array.from({ length: turns }, () => 'next-pane' as const)));
    for (const part of parts) expect(shown.replace(/\s+/g, ' ')).toContain(part);
    const details = shown.split('\n').slice(-5, -1);
    expect(details.join('')).not.toContain('…');
  });
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
    const lines = frameOf(shown).split('\n');
    let rows = 0;
    for (const [row, line] of lines.entries()) {
      const after = click(shown, 5, row);
      if (row < 3 || row === lines.length - 1 || !isRow.test(line)) continue;
      const marked = frameOf(after)
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
    expect(frameOf(energy)).toMatch(/▶ ▾ all of it .*100\.0%/);
    expect(frameOf(energy)).toMatch(/compute .*70\.0%.*█/);
    expect(frameOf(press(energy, 'next-pane', 'first', 'open'))).toMatch(/▶ ● DE +2025 +31\.0/);
    expect(frameOf(press(energy, 'next-pane', 'next-pane'))).toMatch(/Model of the energy at work .*█+│█+/);
  });

  it('of why: requests, what was seen, numbers by grade', () => {
    const why = answered({ ...start, screen: 'why' });
    expect(frameOf(why)).toMatch(/▶ +499 .*L1 +✓ right/);
    expect(frameOf(why)).toContain('the policy saw 3 waiting');
    expect(frameOf(press(why, 'next-pane'))).toContain('40 numbers: 8 measured');
    expect(frameOf(press(why, 'next-pane', 'next-pane'))).toContain(
      'energy may be off by a factor of 0.8 to 1.3',
    );
  });
});

describe('whatever is done', () => {
  it('a frame can be drawn and read aloud, and fits', () => {
    const step = fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(...keymap.map(({ action }) => action)) },
      { weight: 2, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: fc.record({ text: fc.constantFrom('7', 'de', 'x', ' ') }) },
    );
    const ways = new Set<Action>(['quit', 'interrupt']);
    fc.assert(
      fc.property(
        fc.array(step, { maxLength: 40 }),
        fc.constantFrom('energy' as const, 'why' as const),
        fc.integer({ min: 60, max: 220 }),
        fc.integer({ min: 16, max: 70 }),
        (steps, screen, columns, rows) => {
          let state: DashboardState = { ...initialState(report, { columns, rows }), screen };
          for (const next of steps) {
            if (next === 'answer') state = answered(state);
            else if (typeof next === 'object') state = reduce(state, { type: 'typed', ...next });
            else if (!ways.has(next)) state = reduce(state, { type: 'action', action: next });
          }
          const lines = frameOf(state).split('\n');
          expect(lines.length).toBeLessThanOrEqual(rows - 1);
          for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
          expect(spokenLines(state).length).toBeGreaterThan(0);
        },
      ),
      { seed: 21, numRuns: 40 },
    );
  });
});
