import { describe, expect, it } from 'vitest';
import type { Action } from '../../../../sim/dashboard/keys/keymap.ts';
import { liveColumns } from '../../../../sim/dashboard/screens/targets/live-columns.ts';
import { unitsShown } from '../../../../sim/dashboard/screens/targets/unit-lines.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import { type DashboardState, initialState } from '../../../../sim/dashboard/state/state.ts';
import { visibleTargets } from '../../../../sim/dashboard/state/visible-rows.ts';
import { wantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import type { TargetUnit } from '../../../../sim/session/questions.ts';
import { randomWatchable } from '../../../scenario/record/recorded.ts';
import { fixtureReport } from '../../fixture-report.ts';
import { recordedState } from '../../recorded-state.ts';

const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);

/** Texts of the live columns of the first rows. */
const texts = (state: DashboardState) =>
  visibleTargets(state)
    .rows.slice(0, 2)
    .map((row) => liveColumns.map((column) => column.field(row).text));

const run = randomWatchable(
  Array.from({ length: 300 }, (_, seed) => seed).find((seed) => {
    const { system, result } = randomWatchable(seed, true);
    return system.environment?.supply && system.environment.thermal && result.done > 20;
  })!,
  true,
);

describe('the live columns of targets', () => {
  it('are absent until the run is recorded, and then of the instant where one is in it', () => {
    const open = initialState(fixtureReport(), { columns: 200, rows: 60 });
    expect(
      texts(open)
        .flat()
        .every((text) => text === '–'),
    ).toBe(true);
    const [first, second] = texts(recordedState(run, 'targets'));
    expect(second!.every((text) => text === '–')).toBe(true);
    expect(first![0]).toMatch(/%$/);
    expect(first![1]).toMatch(/W$/);
    expect(first![4]).toMatch(/^\d+%$/);
    expect(first![5]).toMatch(/^\d+\.\d °C$/);
    expect([...first![6]!]).toHaveLength(16);
    const state = recordedState(run, 'targets');
    const start = texts({ ...state, playback: { ...state.playback, atNs: 0 } })[0]!;
    expect(start[2]).toBe('–');
    expect(start[6]).not.toBe(first![6]);
  });

  it('have no battery and no temperature where the run has none', () => {
    const plain = randomWatchable(
      Array.from({ length: 99 }, (_, seed) => seed).find(
        (seed) => randomWatchable(seed).system.batteryJ === Number.POSITIVE_INFINITY,
      )!,
    );
    const [first] = texts(recordedState(plain, 'targets'));
    expect(first!.slice(4, 6)).toEqual(['–', '–']);
  });
});

describe('the units of a target', () => {
  const report = fixtureReport();
  const ledger = [
    { unit: 'cpu', cause: 'compute', joules: 3 },
    { unit: 'cpu', cause: 'idle', joules: 1 },
    { unit: 'link', cause: 'io', joules: 0.5 },
  ];
  const results = report.results.map((result) => ({ ...result, ledger }));
  const open = press(
    { ...initialState({ ...report, results }, { columns: 100, rows: 40 }), screen: 'targets' },
    'open',
  );
  const text = (state: DashboardState) =>
    unitsShown(state)
      .map((line) => line.map((field) => field.text).join(''))
      .join('\n');
  const unit: TargetUnit = {
    name: 'cpu',
    states: [{ name: 'idle', powerW: 0.5, afterNs: 0, wakeNs: 3000, wakeEnergyJ: 0 }],
    memories: [{ unit: 'cpu', name: 'sram', neededBytes: 100, availableBytes: 200 }],
    options: [
      { id: 'L2', passes: 75 },
      { id: 'L0', passes: 25 },
    ],
    layers: [{ name: 'conv1', activeInputs: 784, macs: 1000, mostMacs: 4000 }],
    layersOf: 'L2',
    numericForm: 'int8',
  };
  const answer = (state: DashboardState, units: readonly TargetUnit[]) => {
    const { slot, key } = wantsOf(state).find((want) => want.slot === 'units')!;
    const asked = reduce(state, { type: 'asked', slot, key });
    return reduce(asked, { type: 'answered', slot, key, answer: units });
  };

  it('say where their joules went before anything is read, and what ran on them after', () => {
    expect(text(open)).toContain('… reading the units');
    expect(text(open)).toMatch(
      /energy +4\.00 J over all seeds\n +compute +3\.00 J +75\.0%.*\n +idle +1\.00 J +25\.0%/,
    );
    const read = text(answer(open, [unit, { ...unit, name: 'link', options: [], layers: [] }]));
    expect(read).toContain('int8; ran L2 75.0%, L0 25.0%');
    expect(read).toMatch(/conv1 +1,000 of 4,000 .*784 inputs/);
    expect(read).toContain('idle 500 mW, wakes in 3.00 µs');
    expect(read).toContain('sram 100 B of 200 B');
    expect(read).toMatch(/link +nothing ran on it/);
    const spiking = text(answer(open, [{ ...unit, numericForm: 'rate-32' }]));
    expect(spiking).toContain('mean synaptic events of the most');
    expect(spiking).toContain('784 spikes in');
  });

  it('open from the row, lead on to the policies, and back', () => {
    expect(open.units).toBe(0);
    expect(press(open, 'open')).toMatchObject({ screen: 'policies', units: null });
    expect(press(open, 'back')).toMatchObject({ screen: 'targets', units: null });
    const low = reduce(open, { type: 'resized', viewport: { columns: 60, rows: 16 } });
    const end = press(low, 'last', 'down');
    expect(end.units).toBe(Math.max(0, unitsShown(low).length - 12));
    expect(press(end, 'first').units).toBe(0);
    const slots = wantsOf({ ...open, units: null }).map(({ slot }) => slot);
    expect(slots).toContain('recording');
    expect(slots).not.toContain('units');
  });
});
