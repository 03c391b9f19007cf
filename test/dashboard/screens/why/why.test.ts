import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { decisionDetails } from '../../../../sim/dashboard/screens/why/decision-details.ts';
import { decisionRow } from '../../../../sim/dashboard/screens/why/decision-row.ts';
import { decisionSummary } from '../../../../sim/dashboard/screens/why/decision-summary.ts';
import {
  decisionsOf,
  differs,
  nextDifference,
  selectedRequest,
} from '../../../../sim/dashboard/screens/why/decisions.ts';
import { explanationLines } from '../../../../sim/dashboard/screens/why/explanation-lines.ts';
import {
  gradeCounts,
  numberFacts,
  numbersOf,
  visibleNumbers,
} from '../../../../sim/dashboard/screens/why/number-rows.ts';
import { warningLines } from '../../../../sim/dashboard/screens/why/warning-lines.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import type { Want } from '../../../../sim/dashboard/state/wants.ts';
import { wantsOf as allWantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import { fixtureReport } from '../../fixture-report.ts';
import { frameOf } from '../../frame-of.ts';
import { answered, fixtureLog } from '../fixture-answers.ts';

const start = answered({ ...initialState(fixtureReport(), { columns: 100, rows: 30 }), screen: 'why' });
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
/** All but that the scenario's file is looked after. */
const wantsOf = (state: DashboardState): readonly Want[] =>
  allWantsOf(state).filter(({ slot }) => slot !== 'scenario');
const selected = (state: DashboardState) => selectedRequest(state, decisionsOf(state)!.log);

function enter(state: DashboardState, text: string): DashboardState {
  const typed = reduce(press(state, 'find-request'), { type: 'typed', text });
  return reduce(typed, { type: 'edited', edit: 'submit' });
}

describe('decisions', () => {
  it('begin at the last request, and move no further than the ends', () => {
    expect(selected(start)).toBe(499);
    expect(selected(press(start, 'down'))).toBe(499);
    expect(selected(press(start, 'first', 'up'))).toBe(0);
    expect(selected(press(start, 'first', 'down', 'down'))).toBe(2);
  });

  it('go to a request by its number, and say which there are', () => {
    expect(selected(enter(start, ' 42 '))).toBe(42);
    for (const text of ['500', '-1', '4.5', 'x', '']) {
      const wrong = enter(start, text);
      expect(selected(wrong)).toBe(499);
      expect(wrong.why.notice).toContain('give 0 to 499');
    }
    expect(enter(enter(start, 'x'), '3').why.notice).toBeNull();
  });

  it('go to the next one that the clairvoyant ran otherwise, and to none between', () => {
    const log = fixtureLog();
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 499 }), fc.constantFrom(1 as const, -1 as const), (from, by) => {
        const found = nextDifference(log, from, by);
        const end = found ?? (by > 0 ? 500 : -1);
        if (found !== null) expect(differs(log, found)).toBe(true);
        for (let request = from + by; request !== end; request += by)
          expect(differs(log, request)).toBe(false);
      }),
      { seed: 3, numRuns: 60 },
    );
    const there = press(start, 'first', 'next-difference');
    expect(selected(there)).toBe(7);
    expect(selected(press(there, 'next-difference', 'previous-difference', 'previous-difference'))).toBe(0);
    expect(press(start, 'next-difference').why.notice).toContain('no later request');
  });

  it('say what was seen and how it ended, and leave out what is not simulated', () => {
    const [saw, ended] = decisionDetails(decisionRow(fixtureLog(), 7), null);
    expect(saw).toBe('7 came at 0.700000 s: the policy saw 3 waiting, 50.0 ms left, last result 90.0% sure');
    expect(ended).toMatch(/^ran L1 ✓ right after 1\.00 ms, 2\.00 mJ; clairvoyant L2 ✓ right/);
    expect(decisionRow(fixtureLog(), 17).own.latencyMs).toBeNull();
    expect(decisionSummary(fixtureLog())).toMatch(/^500 requests; the clairvoyant ran 14\.4% otherwise/);
  });

  it('explain the selected request whole; the text scrolls both ways and closes', () => {
    const open = answered(press(enter(start, '42'), 'open'));
    expect(explanationLines(open)[0]![0]!.text).toMatch(/^request 42 of 500/);
    const moved = press(open, 'next-pane', 'down', 'down');
    expect(moved.why).toMatchObject({ pane: 'decisions', shift: 10, scroll: 2 });
    expect(press(moved, 'last', 'last', 'down').why.scroll).toBeLessThan(70);
    const closed = press(moved, 'back');
    expect(closed).toMatchObject({ screen: 'why', why: { isOpen: false, request: 42, shift: 0, scroll: 0 } });
  });

  it('are simulated again for another policy, target or deadline, and not for coming back', () => {
    const slots = (state: DashboardState) => wantsOf(state).map(({ slot }) => slot);
    expect(slots(start)).toEqual([]);
    expect(slots(press(start, 'next-policy'))).toEqual(['decisions']);
    expect(slots(press(start, 'next-cell'))).toEqual(['decisions']);
    const cells = start.cells.map((cell, at) =>
      at === 0 ? { ...cell, settings: { deadlineMs: 45 } } : cell,
    );
    const [want] = wantsOf({ ...start, cells });
    expect(want!.question).toMatchObject({ change: { deadlineMs: 45 } });
    expect(slots(press(start, 'overview', 'why'))).toEqual([]);
  });
});

describe('numbers', () => {
  const there = answered(press(start, 'next-pane'));

  it('are counted by grade, and the counts add up', () => {
    const counts = gradeCounts(numbersOf(there)!);
    expect(counts).toBe('40 numbers: 8 measured, 8 fitted, 8 vendor, 8 pre-silicon, 8 estimated');
  });

  it('are filtered by grade, source and place, and sorted by grade best first', () => {
    const typed = reduce(press(there, 'filter'), { type: 'typed', text: 'estimated kind-1' });
    const rows = visibleNumbers(typed).rows;
    expect(rows.map(({ path }) => path.split('-').at(-1))).toEqual(['14', '19']);
    const sorted = visibleNumbers(press(there, 'sort', 'sort')).rows;
    expect(sorted[0]!.grade).toBe('measured');
    expect(sorted.at(-1)!.grade).toBe('estimated');
  });
});

describe('a number', () => {
  it('opens with all that is known of it, on the smallest terminal, and closes', () => {
    const small = reduce(start, { type: 'resized', viewport: { columns: 60, rows: 16 } });
    const open = press(answered(press(small, 'next-pane')), 'down', 'open');
    const row = visibleNumbers(open).rows[1]!;
    const shown = frameOf(open).replace(/\s+/g, ' ');
    for (const fact of numberFacts(row)) expect(shown).toContain(fact);
    expect(shown).not.toContain('title of the source');
    const next = press(open, 'down');
    expect(frameOf(next)).toContain(visibleNumbers(next).rows[2]!.path);
    for (const way of ['open', 'back'] as const)
      expect(press(open, way)).toMatchObject({
        screen: 'why',
        why: { pane: 'numbers', isNumberOpen: false },
      });
    expect(press(open, 'next-pane', 'previous-pane').why.isOpen).toBe(false);
  });
});

describe('warnings', () => {
  it('are those of the selected run and of the whole, in lines that fit', () => {
    const warnings = ['energy is not validated against measurements on: xeon-8380, and on many others too'];
    const state = { ...start, report: { ...start.report, warnings } };
    const mcu = state.cells.find(({ cell }) => cell.target === 'nucleo-l4r5zi')!;
    for (const width of [60, 80, 200]) {
      const lines = warningLines({ ...state, selectedCell: mcu.id, selectedPolicy: 'dense' }, width);
      const texts = lines.map((fields) => fields.map(({ text }) => text).join(''));
      for (const text of texts) expect([...text].length).toBeLessThanOrEqual(width);
      expect(texts.join(' ').replace(/\s+/g, ' ')).toContain(warnings[0]);
      expect(texts.join(' ')).toContain('conv3 needs 813 kB of sram');
    }
  });
});
