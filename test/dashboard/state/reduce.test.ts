import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { helpText } from '../../../sim/dashboard/keys/help-text.ts';
import { type Action, keymap } from '../../../sim/dashboard/keys/keymap.ts';
import type { PromptEdit } from '../../../sim/dashboard/prompt/prompt.ts';
import type { DashboardEvent } from '../../../sim/dashboard/state/event.ts';
import { settingsKey } from '../../../sim/dashboard/state/knobs/settings-key.ts';
import { reduce } from '../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../sim/dashboard/state/state.ts';
import { visiblePolicies, visibleTargets } from '../../../sim/dashboard/state/visible-rows.ts';
import { wantsOf } from '../../../sim/dashboard/state/wants-of.ts';
import { frameHeight } from '../../../sim/dashboard/terminal/frame-layout.ts';
import { answerKnob } from '../answer-knob.ts';
import { fixtureAnswer, fixtureReport } from '../fixture-report.ts';

const report = fixtureReport();
const start: DashboardState = {
  ...initialState(report, { columns: 80, rows: 24 }),
  screen: 'targets',
};
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);

/** The state when the run that it wants is over. */
function finished(state: DashboardState): DashboardState {
  const { slot, key } = wantsOf(state).find((want) => want.slot === 'run')!;
  const asked = reduce(state, { type: 'asked', slot, key });
  const cells = report.cells.map((cell) => fixtureAnswer(cell, cell.deadlineMs));
  const parts = Array.from({ length: 14 }, (_, place): DashboardEvent => {
    const part = { kind: 'cells', place, cells: cells.slice(2 * place, 2 * place + 2) } as const;
    return { type: 'part', slot, key, part };
  });
  return [...parts, { type: 'answered', slot, key, answer: report } as const].reduce(reduce, asked);
}

describe('moving', () => {
  it('keeps the selected target over sorting and screens', () => {
    const there = press(start, 'targets', 'down', 'down', 'down', 'sort', 'reverse', 'policies', 'targets');
    expect(there.selectedCell).toBe(start.cells[3]!.id);
    expect(visibleTargets(there).rows[visibleTargets(there).selected]!.state.id).toBe(start.cells[3]!.id);
  });

  it('stops at the ends', () => {
    expect(press(start, 'up').selectedCell).toBe(start.cells[0]!.id);
    expect(press(start, 'last', 'down').selectedCell).toBe(start.cells[27]!.id);
    expect(press(start, 'last', 'first').selectedCell).toBe(start.cells[0]!.id);
  });

  it('selects policies on their screen, and targets from there too', () => {
    const there = press(start, 'open', 'open', 'last', 'next-cell');
    expect(there.selectedPolicy).toBe(visiblePolicies(start).rows.at(-1)!.result.policy);
    expect(there.selectedCell).toBe(start.cells[1]!.id);
    expect(press(there, 'back').screen).toBe('targets');
  });

  it('ranks runs that break a constraint below those that do not, and those that do not fit last', () => {
    const cell = start.cells.find(({ cell: { target } }) => target === 'nucleo-l4r5zi')!;
    const { rows } = visiblePolicies({ ...start, selectedCell: cell.id });
    const kept = rows.map(({ result: r }) =>
      r.fits ? Number(r.floorMet !== 'not met' && r.missesWithinBudget) : -1,
    );
    expect(kept).toEqual([...kept].sort((a, b) => b! - a!));
    expect(kept).toContain(0);
    expect(rows.at(-1)!.result.policy).toBe('dense');
  });

  it('shows the sorted column even when it was scrolled away', () => {
    const sorted = press(start, 'policies', 'sort', 'sort', 'sort', 'sort', 'sort', 'sort', 'sort', 'sort');
    expect(sorted.views.policies.column).toBe('marginal');
    expect(sorted.views.policies.offset).toBeGreaterThan(0);
  });
});

describe('a target that nothing fits on', () => {
  const cells = report.cells.map((cell, at) =>
    at === 0 ? { ...cell, fits: false, bestPolicy: null } : cell,
  );
  const results = report.results.filter(({ target }) => target !== cells[0]!.target);
  const unfit = initialState({ ...report, cells, results }, { columns: 80, rows: 24 });

  it('has an empty table and no knob', () => {
    expect(visiblePolicies(unfit).rows).toEqual([]);
    expect(press(unfit, 'policies', 'down', 'last', 'sort', 'columns-right').selectedPolicy).toBeNull();
    const turned = press(unfit, 'knob-down');
    expect(turned.problem).toContain('nothing fits on');
    expect(turned.knobs.wanted.size).toBe(0);
  });
});

describe('states', () => {
  it('ignore keys while the terminal is too small, except the way out', () => {
    const small = reduce(start, { type: 'resized', viewport: { columns: 59, rows: 40 } });
    expect(press(small, 'policies')).toBe(small);
    expect(press(small, 'quit').exit).toBe('quit');
    expect(press(small, 'interrupt').exit).toBe('interrupted');
  });

  it('scroll the help to its last line and no further', () => {
    const low = reduce(start, { type: 'resized', viewport: { columns: 60, rows: 16 } });
    const helped = press(low, 'help', ...Array.from({ length: 200 }, () => 'down' as const));
    expect(helped.help).toBe(helpText(low).length - (frameHeight(low.viewport) - 2));
    expect(press(low, 'help', 'last').help).toBe(helped.help);
    expect(press(helped, 'first').help).toBe(0);
    expect(press(helped, 'sort')).toBe(helped);
    expect(press(helped, 'back')).toMatchObject({ help: null, screen: 'targets' });
  });

  it('stay sound whatever happens', () => {
    const action = fc.constantFrom(...keymap.map((binding) => binding.action));
    const viewport = fc.record({
      columns: fc.integer({ min: 1, max: 200 }),
      rows: fc.integer({ min: 1, max: 60 }),
    });
    const step = fc.oneof(
      { weight: 12, arbitrary: action },
      { weight: 3, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: viewport },
      { weight: 3, arbitrary: fc.record({ text: fc.constantFrom('mcu', 'x', ' ', 'theme light') }) },
      {
        weight: 2,
        arbitrary: fc.record({
          edit: fc.constantFrom(
            'erase',
            'erase-all',
            'submit',
            'cancel',
            'complete',
          ) as fc.Arbitrary<PromptEdit>,
        }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        let state = start;
        for (const next of steps) {
          if (next === 'answer') {
            state = answerKnob(state);
          } else if (typeof next === 'string') state = press(state, next);
          else if ('text' in next) state = reduce(state, { type: 'typed', ...next });
          else if ('edit' in next) state = reduce(state, { type: 'edited', ...next });
          else state = reduce(state, { type: 'resized', viewport: next });
          if (state.live) state = finished(state);
          const targets = visibleTargets(state);
          const row = targets.rows[targets.selected];
          if (!state.filters.targets) expect(row!.state.id).toBe(state.selectedCell);
          if (!state.filters.policies) expect(visiblePolicies(state).rows).toHaveLength(10);
          expect(state.cells).toHaveLength(28);
          for (const [id, settings] of state.knobs.wanted)
            expect(settingsKey(settings)).not.toBe(
              settingsKey(state.cells.find((cell) => cell.id === id)!.settings),
            );
        }
      }),
      { seed: 42, numRuns: 150 },
    );
  });

  it('need a target', () => {
    expect(() => initialState({ ...report, cells: [] }, { columns: 80, rows: 24 })).toThrow(
      /holds no target/,
    );
  });
});
