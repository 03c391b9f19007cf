import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { knobLines } from '../../../../sim/dashboard/screens/policies/knob-line.ts';
import { policyRows } from '../../../../sim/dashboard/screens/policies/policy-row.ts';
import { selectedKnob } from '../../../../sim/dashboard/state/knobs/turn-knob.ts';
import { wantedSettings } from '../../../../sim/dashboard/state/knobs/wanted-settings.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import { selectedCell, visiblePolicies } from '../../../../sim/dashboard/state/visible-rows.ts';
import { wantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import { answerKnob, answerSettable, askKnob, fixtureTurned } from '../../answer-knob.ts';
import { command } from '../../command.ts';
import { fixtureReport } from '../../fixture-report.ts';

const opened: DashboardState = {
  ...initialState(fixtureReport(), { columns: 120, rows: 40 }),
  screen: 'policies',
};
const start = answerSettable(opened);
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
const row = (state: DashboardState, policy: string) => command(state, `policy ${policy}`);

describe('a knob that nothing is known of', () => {
  const typed = (state: DashboardState, text: string) =>
    reduce(
      [...text].reduce((at, letter) => reduce(at, { type: 'typed', text: letter }), press(state, 'command')),
      { type: 'edited', edit: 'submit' },
    );

  it('is said to be read still, until the cell has told what there is', () => {
    const open: DashboardState = { ...opened, screen: 'overview' };
    const slots = (state: DashboardState) => wantsOf(state).map(({ slot }) => slot);
    expect(slots(open)).not.toContain('settable');
    const early = typed(open, 'set clock 80');
    expect(slots(early)).toContain('settable');
    const next = press(open, 'next-knob');
    expect(slots(next)).toContain('settable');
    expect(next.knobs.note).toContain('others are still being read');
    expect(early.problem).toBe(
      'there is no knob clock here; there are deadline; others are still being read',
    );
    expect(answerSettable(early).problem).toBeNull();
    expect(answerSettable(next).knobs.note).toBeNull();
    const told = typed(answerSettable(early), 'set clack 80');
    expect(told.problem).toMatch(/^there is no knob clack here; there are deadline, /);
    expect(told.problem).not.toContain('still being read');
    expect(press(told, 'next-knob').problem).toBeNull();
  });

  it('is asked for with its name, whole on the smallest terminal', () => {
    const small = reduce(opened, { type: 'resized', viewport: { columns: 60, rows: 16 } });
    const { problem } = typed(small, 'set clock 80');
    const lines = knobLines(typed(small, 'set clock 80')).map((line) =>
      line.map(({ text }) => text).join(''),
    );
    for (const line of lines) expect([...line].length).toBeLessThanOrEqual(60);
    expect(lines.map((line) => line.trim()).join(' ')).toContain(problem);
  });
});

describe('rows that come before their cell', () => {
  it('are shown beside the same seeds of before; the others wait', () => {
    const asked = askKnob(press(row(start, 'random'), 'knob-down'));
    const { key } = asked.answers.knob!;
    const result = fixtureTurned(asked).results.find((one) => one.policy === 'random')!;
    const part = { kind: 'row', row: 'random', result, repetitions: 1, of: 5 } as const;
    const early = reduce(asked, { type: 'part', slot: 'knob', key, part });
    const rows = policyRows(early, selectedCell(early));
    expect(rows.find((one) => one.row === 'random')).toMatchObject({
      result,
      early: { repetitions: 1, of: 5 },
    });
    expect(rows.filter((one) => one.early?.repetitions === 0)).toHaveLength(rows.length - 1);
    const order = rows.map((one) => one.row);
    expect(order).toEqual(policyRows(start, selectedCell(start)).map((one) => one.row));
    // Another turn throws them away.
    expect(press(early, 'knob-down').knobs.early).toBeNull();
  });

  it.each([
    ['deadline-controller', 'headRoom', 'deadline-controller:headRoom=3'],
    ['static-L1', 'gate', 'static-L1-t0.02'],
  ])('keep the row selected that is turned: %s', (name, knob, turned) => {
    const asked = askKnob(command(row(start, name), `set ${knob} ${knob === 'gate' ? 0.02 : 3}`));
    const { key } = asked.answers.knob!;
    const result = fixtureTurned(asked).results.find((one) => one.policy === turned)!;
    const part = { kind: 'row', row: name, result, repetitions: 1, of: 5 } as const;
    const early = reduce(asked, { type: 'part', slot: 'knob', key, part });
    const there = (state: DashboardState) => {
      const { rows, selected } = visiblePolicies(state);
      return rows[selected]!.row;
    };
    // By itself, after a move away and back, when the whole has come, and when it has not.
    const moved = press(early, 'up', 'down', 'down', 'up');
    for (const state of [early, moved]) {
      expect(there(state)).toBe(name);
      expect(selectedKnob(state).id).toBe(knob);
      expect(Object.keys(wantedSettings(press(state, 'knob-up'), selectedCell(state)).policies!)).toEqual([
        name,
      ]);
      expect(there(answerKnob(state))).toBe(name);
    }
  });
});
