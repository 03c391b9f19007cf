import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { completions } from '../../../../sim/dashboard/prompt/complete-command.ts';
import { runCommand } from '../../../../sim/dashboard/prompt/run-command.ts';
import { knobLine } from '../../../../sim/dashboard/screens/policies/knob-line.ts';
import { settingsKey } from '../../../../sim/dashboard/state/knobs/settings-key.ts';
import { knobsNow, selectedKnob, setKnob } from '../../../../sim/dashboard/state/knobs/turn-knob.ts';
import { wantedSettings } from '../../../../sim/dashboard/state/knobs/wanted-settings.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import { selectedCell, visiblePolicies } from '../../../../sim/dashboard/state/visible-rows.ts';
import { answerKnob, answerSettable, askKnob, fixtureKnobs } from '../../answer-knob.ts';
import { command } from '../../command.ts';
import { fixtureReport } from '../../fixture-report.ts';
import { knobQuestion } from '../../knob-question.ts';

const opened: DashboardState = {
  ...initialState(fixtureReport(), { columns: 120, rows: 40 }),
  screen: 'policies',
};
const start = answerSettable(opened);
const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
const row = (state: DashboardState, policy: string) => command(state, `policy ${policy}`);
/** Settings of all cells, shown or on their way. */
const settings = (state: DashboardState) =>
  state.cells.map((cell) => settingsKey(wantedSettings(state, cell)));

const fixed = { seed: 42, numRuns: 60 };
const policy = fc.constantFrom('dense', 'static-L1', 'static-L3', 'deadline-controller', 'best-static');
const step = fc.oneof(
  fc.constantFrom<Action>('knob-up', 'knob-down', 'next-knob', 'previous-knob', 'next-cell', 'previous-cell'),
  fc.constantFrom<Action>('undo', 'redo', 'down', 'up'),
  policy,
  fc.double({ min: -10, max: 1e6, noNaN: true }),
  fc.constant('answer' as const),
);

function act(state: DashboardState, next: string | number): DashboardState {
  if (next === 'answer') return answerKnob(answerSettable(state));
  if (typeof next === 'number') return setKnob(state, next);
  return ['dense', 'static-L1', 'static-L3', 'deadline-controller', 'best-static'].includes(next)
    ? row(state, next)
    : press(state, next as Action);
}

describe('any knob', () => {
  it('stays in its range, and snaps a value only once', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 12 }), fc.double({ noNaN: true }), (steps, typed) => {
        const state = steps.reduce(act, start);
        for (const knob of knobsNow(state)) {
          expect(knob.value).toBeGreaterThanOrEqual(knob.low);
          expect(knob.value).toBeLessThanOrEqual(knob.high);
          const { value } = knob.snap(typed);
          expect(knob.snap(value)).toEqual({ value, note: null });
          for (const at of [value, knob.step(value, 1), knob.step(value, -1)]) {
            expect(at).toBeGreaterThanOrEqual(knob.low);
            expect(at).toBeLessThanOrEqual(knob.high);
          }
          if (knob.step(value, 1) !== value)
            expect(knob.step(knob.step(value, 1), -1)).toBeLessThanOrEqual(value);
        }
      }),
      fixed,
    );
  });

  it('is set to what was typed, or says what it was snapped to', () => {
    fc.assert(
      fc.property(policy, fc.nat(4), fc.double({ min: -10, max: 1e5, noNaN: true }), (name, turns, typed) => {
        const at = press(row(start, name), ...Array.from({ length: turns }, () => 'next-knob' as const));
        const { id } = selectedKnob(at);
        const set = setKnob(at, typed);
        const moved = set.selectedPolicy !== at.selectedPolicy;
        const knob = knobsNow(set).find((one) => one.id === id)!;
        if (knob.value !== typed) expect(set.knobs.note).toMatch(/snapped to|row of its own/);
        else expect(moved || set.knobs.note === null).toBe(true);
      }),
      fixed,
    );
  });

  it('can be undone and redone, change by change, whatever was answered meanwhile', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 25 }), (steps) => {
        let state = start;
        const was: string[][] = [settings(start)];
        for (const next of steps) {
          const before = state.knobs.past.length;
          state = act(state, next);
          const turns = state.knobs.past.length;
          if (turns > before) was.push(settings(state));
          if (turns < before) was.pop();
          expect(settings(state)).toEqual(was.at(-1));
        }
        const last = settings(state);
        const turns = state.knobs.past.length;
        for (let i = 0; i < turns; i++) {
          state = press(state, 'undo');
          was.pop();
          expect(settings(state)).toEqual(was.at(-1));
        }
        for (let i = 0; i < turns; i++) state = press(state, 'redo');
        expect(settings(state)).toEqual(last);
        expect(press(state, 'redo').knobs.note).toBe(
          state.knobs.future.length > 0 ? null : 'nothing to redo',
        );
      }),
      fixed,
    );
  });
});

describe('the deadline', () => {
  it('can be turned before anything is known of the cell, and is asked for with the selected row first', () => {
    const turned = press(row(opened, 'random'), 'knob-down', 'knob-down');
    const asked = askKnob(turned);
    expect(asked.answers.knob).toMatchObject({ status: 'waiting' });
    expect(knobQuestion(asked)).toEqual({
      cell: start.cells[0]!.ref,
      change: { deadlineMs: 40 },
      first: 'random',
    });
    const shown = answerKnob(asked);
    expect(selectedCell(shown)).toMatchObject({
      settings: { deadlineMs: 40 },
      cell: { deadlineMs: 40 },
      previous: { settings: {} },
    });
    expect(shown.knobs.wanted.size).toBe(0);
  });

  it('shows what was simulated before at once, and keeps the values when a simulation fails', () => {
    const shown = answerKnob(press(start, 'knob-down'));
    const back = press(shown, 'knob-up');
    expect(back.knobs.wanted.size).toBe(0);
    expect(selectedCell(back).results).toEqual(start.cells[0]!.results);
    const asked = askKnob(press(start, 'knob-up'));
    const { key } = asked.answers.knob!;
    const failed = reduce(asked, { type: 'failed', slot: 'knob', key, problem: 'no thread' });
    expect(failed).toMatchObject({ problem: 'no thread' });
    expect(selectedCell(failed)).toBe(selectedCell(start));
    expect(press(failed, 'knob-up').problem).toBeNull();
  });

  it('of two cells is computed for both, the selected one first', () => {
    const both = press(start, 'knob-down', 'next-cell', 'knob-down');
    expect(knobQuestion(both)).toMatchObject({ cell: start.cells[1]!.ref });
    const one = answerKnob(both);
    expect(one.cells[1]!.settings).toEqual({ deadlineMs: 45 });
    expect(answerKnob(one).cells[0]!.settings).toEqual({ deadlineMs: 45 });
  });

  it('stops at a tenth and at five times of the run, and says so', () => {
    const many = (action: Action) => Array.from({ length: 60 }, () => action);
    expect(selectedKnob(press(start, ...many('knob-down'))).value).toBe(5);
    const most = press(start, ...many('knob-up'));
    expect(selectedKnob(most).value).toBe(250);
    expect(most.knobs.note).toContain('at its limit');
  });
});

describe('knobs of a policy', () => {
  it('are named as results name them, defaults left out', () => {
    const at = row(start, 'deadline-controller');
    const set = command(command(at, 'set window 300'), 'set headRoom 3');
    const name = 'deadline-controller:headRoom=3,window=300';
    expect(wantedSettings(set, selectedCell(set))).toEqual({ policies: { 'deadline-controller': name } });
    const shown = answerKnob(set);
    expect(shown.selectedPolicy).toBe(name);
    const { rows, selected } = visiblePolicies(shown);
    expect(rows[selected]).toMatchObject({ row: 'deadline-controller', result: { policy: name } });
    expect(rows[selected]!.previous!.policy).toBe('deadline-controller');
    expect(settings(command(command(shown, 'set window run'), 'set headRoom 2'))).toEqual(settings(start));
  });

  it('step gates and levels through points of the table, and go to the row that a point has already', () => {
    const at = row(start, 'static-L1');
    const gated = press(command(at, 'set gate 0'), 'knob-up');
    expect(wantedSettings(gated, selectedCell(gated))).toEqual({ policies: { 'static-L1': 'static-L1-g1' } });
    expect(wantedSettings(command(gated, 'set level 0'), selectedCell(gated)).policies).toEqual({
      'static-L1': 'static-L0-g1',
    });
    expect(command(gated, 'set level 7').knobs.note).toMatch(/snapped to L3, the limit/);
    const other = command(at, 'set level 2');
    expect(other).toMatchObject({
      selectedPolicy: 'static-L2',
      knobs: { note: 'static-L2 has a row of its own' },
    });
    expect(settings(other)).toEqual(settings(start));
  });

  it('let a gate be typed that the table lacks: the kernels execute it, and say how far they are', () => {
    const typed = command(row(start, 'static-L1'), 'set gate 0.02');
    const name = 'static-L1-t0.02';
    expect(wantedSettings(typed, selectedCell(typed))).toEqual({ policies: { 'static-L1': name } });
    expect(selectedKnob(typed).value).toBe(0.02);
    const asked = askKnob(typed);
    const part = { kind: 'measuring', point: 'L1-t0.02', share: 0.4 } as const;
    const measuring = reduce(asked, { type: 'part', slot: 'knob', key: asked.answers.knob!.key, part });
    const line = knobLine(measuring).map(({ text }) => text);
    expect(line.join(' ')).toContain('computing: the kernels execute L1-t0.02, 40%');
    // As good as a point of the table is that point.
    expect(command(row(start, 'static-L1'), 'set gate 0.0299').knobs.note).toContain(
      'a point of the outcome table',
    );
    // Stepping goes on along the table, and back where it began.
    expect(wantedSettings(press(measuring, 'knob-up'), selectedCell(typed)).policies).toEqual({
      'static-L1': 'static-L1-g1',
    });
    expect(settings(command(measuring, 'set gate none'))).toEqual(settings(start));
  });

  it('let a gate be typed at a level that the table has no gated point of, where there is nothing to step to', () => {
    const points = fixtureKnobs.points.filter(({ policy: of }) => !/^static-L1-/.test(of));
    const open = row(answerSettable(opened, { ...fixtureKnobs, points }), 'static-L1');
    const typed = command(open, 'set gate 0.02');
    expect(wantedSettings(typed, selectedCell(typed))).toEqual({
      policies: { 'static-L1': 'static-L1-t0.02' },
    });
    const gate = { ...open, knobs: { ...open.knobs, selected: 'gate' } };
    for (const way of ['knob-up', 'knob-down'] as const) {
      const turned = press(gate, way);
      expect(settings(turned)).toEqual(settings(open));
      expect(turned.knobs.note).toMatch(/^gate has no step from none; = types a value, up to \|x\| < 0\.03/);
    }
  });

  it('are only those that have a model: no battery without one, no gate where the table has none', () => {
    const names = (state: DashboardState) => knobsNow(state).map(({ id }) => id);
    expect(names(row(start, 'static-L1'))).toEqual(['deadline', 'level', 'gate', 'battery']);
    expect(names(row(start, 'random'))).toEqual(['deadline', 'battery']);
    expect(names(opened)).toEqual(['deadline']);
    const mains = {
      ...fixtureKnobs,
      batteryJ: null,
      points: fixtureKnobs.points.filter((_, i) => i % 3 === 0),
    };
    expect(names(row(answerSettable(opened, mains), 'static-L1'))).toEqual(['deadline', 'level']);
  });
});

describe('the clock', () => {
  const clocks = { fixed: ['26MHz', '80MHz', '120MHz'], own: '120MHz', governor: null } as const;
  const clocked = answerSettable(opened, { ...fixtureKnobs, clocks });
  const selected = command(clocked, 'set clock run');
  const governor = (state: DashboardState) => wantedSettings(state, selectedCell(state)).governor;

  it('is no knob where there is one', () => {
    expect(knobsNow(start).map(({ id }) => id)).not.toContain('clock');
    expect(runCommand(start, 'set clock 80')).toMatchObject({ kind: 'problem' });
  });

  it('steps along the clocks of the profile, then the governors, and comes back to the run', () => {
    const steps = ['120 MHz', 'pace', 'ondemand', 'schedutil'];
    const up = steps.map((_, times) => press(selected, ...Array<Action>(times).fill('knob-up')));
    const shown = (state: DashboardState) => selectedKnob(state).text(selectedKnob(state).value);
    expect(up.map(shown)).toEqual(steps);
    expect(governor(up[1]!)).toBe('pace');
    const down = press(selected, 'knob-down');
    expect(governor(down)).toBe('80MHz');
    expect(press(selected, 'knob-down', 'knob-down', 'knob-down').knobs.note).toContain(
      'at its limit, 26 MHz',
    );
    expect(settings(press(down, 'knob-up'))).toEqual(settings(clocked));
    expect(settings(press(down, 'undo'))).toEqual(settings(clocked));
  });

  it('snaps to the nearest that was typed, and knows governors by name', () => {
    const at = (text: string) => command(selected, `set clock ${text}`);
    expect(governor(at('70MHz'))).toBe('80MHz');
    expect(at('70').knobs.note).toBe('snapped to 80 MHz, the nearest clock of the profile');
    expect(governor(at('powersave'))).toBe('26MHz');
    expect(settings(at('performance'))).toEqual(settings(clocked));
    expect(governor(at('schedutil'))).toBe('schedutil');
    expect(runCommand(selected, 'set clock fast')).toMatchObject({
      text: '"fast" is no value of clock; give 26, 80, 120 MHz, pace, ondemand, schedutil, or run',
    });
    expect(completions(selected, 'set clock p')).toEqual([
      'clock pace',
      'clock performance',
      'clock powersave',
    ]);
  });

  it('is that of its governor where the run has one', () => {
    const governed = answerSettable(opened, { ...fixtureKnobs, clocks: { ...clocks, governor: 'pace' } });
    const knob = selectedKnob(command(governed, 'set clock run'));
    expect(knob.text(knob.usual)).toBe('pace');
    expect(governor(command(governed, 'set clock 120'))).toBe('120MHz');
  });
});

describe('snapshots', () => {
  it('bring all cells back, each as a change that can be undone', () => {
    const turned = press(start, 'knob-down', 'next-cell', 'knob-up');
    const kept = command(turned, 'snapshot two turns');
    const away = command(press(kept, 'knob-up', 'previous-cell'), 'reset');
    const restored = command(away, 'restore two turns');
    expect(settings(restored)).toEqual(settings(turned));
    expect(settings(press(restored, 'undo', 'undo'))).toEqual(settings(away));
    expect(runCommand(kept, 'restore other')).toMatchObject({ kind: 'problem' });
  });
});

describe('files', () => {
  it('are asked for once, and what came of it is said', () => {
    const wished = command(press(start, 'knob-down'), 'save-scenario tight');
    const asked = reduce(wished, { type: 'asked', slot: 'save', key: '1' });
    const failed = reduce(asked, { type: 'failed', slot: 'save', key: '1', problem: 'exists already' });
    expect(failed).toMatchObject({ problem: 'exists already', knobs: { saving: null } });
    const again = reduce(command(failed, 'save-scenario other'), { type: 'asked', slot: 'save', key: '2' });
    const answer = { file: 'other.yaml', remark: '' };
    const done = reduce(again, { type: 'answered', slot: 'save', key: '2', answer });
    expect(done.knobs).toMatchObject({ saving: null, note: 'wrote other.yaml' });
  });
});
