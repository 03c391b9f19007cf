import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Action, keymap } from '../../../../sim/dashboard/keys/keymap.ts';
import { cursorColumn } from '../../../../sim/dashboard/screens/timeline/cursor-column.ts';
import { eventLines } from '../../../../sim/dashboard/screens/timeline/event-lines.ts';
import { laneGlyph, laneStyles } from '../../../../sim/dashboard/screens/timeline/lane-glyph.ts';
import { timelineLines } from '../../../../sim/dashboard/screens/timeline/timeline-lines.ts';
import { initialTimeline } from '../../../../sim/dashboard/screens/timeline/timeline-state.ts';
import { viewOf } from '../../../../sim/dashboard/screens/timeline/view-of.ts';
import { reduce } from '../../../../sim/dashboard/state/reduce.ts';
import type { DashboardState } from '../../../../sim/dashboard/state/state.ts';
import { wantsOf } from '../../../../sim/dashboard/state/wants-of.ts';
import { fitFields } from '../../../../sim/dashboard/table/fit-fields.ts';
import { bodyHeight } from '../../../../sim/dashboard/terminal/frame-layout.ts';
import { Timeline } from '../../../../sim/scenario/simulate/timeline.ts';
import { randomWatchable } from '../../../scenario/record/recorded.ts';
import { withoutAscii } from '../../look/without-ascii.ts';
import { answered, recordedState } from '../../recorded-state.ts';

const press = (state: DashboardState, ...actions: Action[]) =>
  actions.reduce((at, action) => reduce(at, { type: 'action', action }), state);
const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const tableActions: readonly Action[] = ['down', 'up', 'page-down', 'page-up', 'first', 'last', 'open'];
const actions = [
  ...keymap.filter(({ on }) => on?.includes('timeline')).map(({ action }) => action),
  ...tableActions,
  'next-cell' as const,
];

/** By unit, the starts of all that it does. */
function startsOf({
  system,
  trace,
  run,
}: ReturnType<typeof randomWatchable>): readonly (readonly number[])[] {
  const whole = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER, mostRecords: Number.POSITIVE_INFINITY };
  const timeline = new Timeline(system, trace, whole);
  timeline.close(run({ observer: timeline }).endNs);
  return timeline.intervals.map((list) => list.map(({ fromNs }) => fromNs));
}

/** A run of three units, the second of which does much. */
const busyRun = randomWatchable(
  Array.from({ length: 2000 }, (_, seed) => seed).find((seed) => {
    const drawn = randomWatchable(seed);
    return drawn.system.units.length === 3 && startsOf(drawn)[1]!.length > 60;
  })!,
);

describe('the timeline', () => {
  it('holds the cursor and stays within the run whatever is pressed, on every terminal', () => {
    let zooms = 0;
    const viewport = fc.record({
      columns: fc.integer({ min: 60, max: 220 }),
      rows: fc.integer({ min: 16, max: 70 }),
    });
    const step = fc.oneof(
      { weight: 10, arbitrary: fc.constantFrom(...actions) },
      { weight: 3, arbitrary: fc.constant('answer' as const) },
      { weight: 1, arbitrary: fc.constant('tick' as const) },
      { weight: 1, arbitrary: viewport },
    );
    fc.assert(
      fc.property(seeds, fc.array(step, { minLength: 15, maxLength: 30 }), (seed, steps) => {
        const run = randomWatchable(seed, seed % 2 === 0);
        let state = recordedState(run, 'timeline');
        for (const next of steps) {
          if (next === 'answer') state = answered(state, run, 20);
          else if (next === 'tick') state = reduce(state, { type: 'tick', ms: 1 });
          else if (typeof next === 'string') state = press(state, next);
          else state = reduce(state, { type: 'resized', viewport: next });
          if (state.prompt) state = reduce(state, { type: 'edited', edit: 'cancel' });
          const view = viewOf(state);
          if (!view) continue;
          const { fromNs, spanNs, cursorNs, endNs, columns, binNs } = view;
          expect(fromNs).toBeGreaterThanOrEqual(0);
          expect(fromNs + spanNs).toBeLessThanOrEqual(endNs);
          expect(cursorNs).toBeGreaterThanOrEqual(fromNs);
          expect(cursorNs).toBeLessThanOrEqual(fromNs + spanNs);
          expect(cursorColumn(view)).toBeLessThan(columns);
          if (spanNs < endNs) zooms++;
          expect(binNs * columns).toBeGreaterThanOrEqual(spanNs);
          const lines = timelineLines(state);
          expect(lines.length).toBeLessThanOrEqual(bodyHeight(state.viewport));
          for (const line of lines) {
            const text = fitFields(line, state.viewport.columns).map((field) => field.text);
            expect([...text.join('')]).toHaveLength(state.viewport.columns);
            expect(withoutAscii(text.join(''))).toEqual([]);
          }
        }
      }),
      { seed: 42, numRuns: 24 },
    );
    expect(zooms).toBeGreaterThan(60);
  });

  it('steps to every event of the lane, on and back, however few are read at once', () => {
    const starts = startsOf(busyRun)[1]!;
    expect(starts.length).toBeGreaterThan(60);
    let state = press(recordedState(busyRun, 'timeline'), 'down', 'first', 'zoom-in', 'zoom-in');
    const cursor = () => viewOf(state)!.cursorNs;
    const visited: number[] = [];
    for (let i = 0; i < 5 * starts.length && cursor() < busyRun.result.endNs; i++) {
      state = answered(state, busyRun, 6);
      if (visited.at(-1) !== cursor()) visited.push(cursor());
      state = press(state, 'step');
    }
    expect(visited).toEqual(starts);
    const back: number[] = [];
    for (let i = 0; i < 5 * starts.length && cursor() > 0; i++) {
      state = press(answered(state, busyRun, 6), 'step-back');
      if (starts.includes(cursor())) back.push(cursor());
    }
    expect([...new Set(back)].reverse()).toEqual(starts);
  });

  it('draws the time of each unit: busy where the simulation was, in the column of the cursor the event there', () => {
    const state = answered(press(recordedState(busyRun, 'timeline'), 'first', 'step', 'step'), busyRun);
    const view = viewOf(state)!;
    expect(view.isCurrent).toBe(true);
    const lines = timelineLines(state).map((line) => line.map(({ text }) => text).join(''));
    expect(lines[0]).toMatch(/^■ paused .* window /);
    expect(lines[1]!.slice(10)[cursorColumn(view)]).toBe('▼');
    busyRun.system.units.forEach(({ name }, unit) => {
      const at = lines.findIndex((line) => line.slice(1).startsWith(name));
      const ns = view.window!.lanes[unit]!.ns;
      [...lines[at]!.slice(10)].forEach((shape, column) => {
        const time = Object.fromEntries(laneStyles.map(({ kind }) => [kind, ns[kind][column]!]));
        expect(shape).toBe(laneGlyph(time as never).shape);
      });
    });
    expect(lines.join('\n')).toMatch(/charged [\d.]+ .?J, .*W/);
    expect(lines.join('\n')).toMatch(/█ R run/);
  });

  it('tells kinds apart by letters where there are no shapes', () => {
    const plain = recordedState(busyRun, 'timeline');
    const state = answered({ ...plain, look: { ...plain.look, plot: 'ascii', ascii: true } }, busyRun);
    const text = timelineLines(state).map((line) => line.map((field) => field.text).join(''));
    expect(text.join('\n')).toContain('R run');
    expect(text.join('\n')).not.toContain('█');
    expect(new Set(laneStyles.map(({ letter }) => letter)).size).toBe(laneStyles.length);
    expect(new Set(laneStyles.map(({ shape }) => shape)).size).toBe(laneStyles.length);
  });

  it('has a legend of the kinds that are in the run and no others, whole at every width', () => {
    const present = (['run', 'wake', 'decide', 'clock', 'review', 'idle', 'sleep', 'off'] as const).filter(
      (kind) =>
        viewOf(recordedState(busyRun, 'timeline'))!.series.lanes.some((lane) =>
          lane.ns[kind].some((ns) => ns > 0),
        ),
    );
    expect(present.length).toBeGreaterThan(2);
    for (const plot of ['braille', 'block', 'ascii'] as const)
      for (let columns = 60; columns <= 200; columns += 20) {
        const open = recordedState(busyRun, 'timeline', { columns, rows: 24 });
        const state = answered({ ...open, look: { ...open.look, plot } }, busyRun);
        const lines = timelineLines(state).map((line) => line.map(({ text }) => text).join(''));
        const legend = lines.find((line) => /R run/.test(line))!;
        expect([...legend].length).toBeLessThanOrEqual(columns);
        const named = laneStyles.filter(({ kind, letter }) => legend.includes(`${letter} ${kind}`));
        expect(named.map(({ kind }) => kind)).toEqual(present);
      }
  });

  it.each([
    [60, 16],
    [60, 24],
    [80, 24],
    [120, 40],
  ])('says all of every event at %i by %i: no line of it is cut', (columns, rows) => {
    let state = press(
      recordedState(busyRun, 'timeline', { columns, rows }),
      'down',
      'first',
      'zoom-in',
      'zoom-in',
    );
    for (let i = 0; i < 40; i++) {
      state = answered(state, busyRun);
      const lines = timelineLines(state).map((line) => line.map(({ text }) => text).join(''));
      for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
      const shown = lines.map((line) => line.trim()).join(' ');
      for (const { text } of eventLines(viewOf(state)!).slice(0, 3)) expect(shown).toContain(text);
      state = press(state, 'step');
    }
  });

  it('marks what was lost on a low terminal, where the legend gives way to it', () => {
    const low = { columns: 60, rows: 16 };
    const lossy = Array.from({ length: 500 }, (_, seed) => randomWatchable(seed)).find(
      ({ result }) => result.missed + result.dropped > 0,
    )!;
    const texts = (of: typeof busyRun) =>
      timelineLines(answered(recordedState(of, 'timeline', low), of))
        .map((line) => line.map(({ text }) => text).join(''))
        .join('\n');
    expect(texts(lossy)).toMatch(/^lost .*✗/m);
  });

  it('goes to a time that is typed, and says what is wrong with one that is none', () => {
    const open = recordedState(busyRun, 'timeline');
    const typed = (text: string) =>
      [...text].reduce((at, letter) => reduce(at, { type: 'typed', text: letter }), press(open, 'go-to'));
    const submit = (state: DashboardState) => reduce(state, { type: 'edited', edit: 'submit' });
    const halfNs = Math.floor(busyRun.result.endNs / 2);
    expect(viewOf(submit(typed(`${halfNs} ns`)))!.cursorNs).toBe(halfNs);
    expect(submit(typed('soon')).timeline.note!.text).toContain('"soon" is no time');
    expect(submit(typed('99:00:00')).timeline.note!.text).toContain('is not in the run');
  });

  it('moves the cursor to where the mouse clicks', () => {
    const open = answered(press(recordedState(busyRun, 'timeline'), 'first', 'zoom-in'), busyRun);
    const click = (column: number) =>
      viewOf(reduce(open, { type: 'mouse', event: { kind: 'click', column, row: 5 } }))!;
    for (const column of [10, 33, 79]) expect(cursorColumn(click(column))).toBe(column - 10);
    expect(click(3).cursorNs).toBe(0);
  });

  it('says why a part of the run could not be read', () => {
    const zoomed = press(recordedState(busyRun, 'timeline'), 'first', 'zoom-in');
    const { slot, key } = wantsOf(zoomed).find((want) => want.slot === 'window')!;
    const asked = reduce(zoomed, { type: 'asked', slot, key });
    const failed = reduce(asked, { type: 'failed', slot, key, problem: 'out of memory' });
    const status = (state: DashboardState) => timelineLines(state)[0]!.at(-1)!.text;
    expect([asked, failed].map(status)).toEqual(['  … reading', '  ✗ not read: out of memory']);
  });

  it('asks for one trace a key press, whatever is shown until it is written', () => {
    const asked = press(recordedState(busyRun, 'timeline'), 'write-trace', 'write-trace', 'targets');
    const wants = wantsOf(asked).filter(({ slot }) => slot === 'trace');
    expect(wants).toHaveLength(1);
    const written = answered(asked, busyRun);
    expect(written.timeline.note!.text).toContain('✓ a.trace.json: 1.00 kB, the whole run');
    expect(wantsOf(written).filter(({ slot }) => slot === 'trace')).toEqual([]);
    const [again] = wantsOf(press(written, 'timeline', 'write-trace')).filter(({ slot }) => slot === 'trace');
    expect(again!.key).not.toBe(wants[0]!.key);
    // A run need not be recorded for it.
    const early = press(
      { ...asked, recordings: new Map(), answers: {}, timeline: initialTimeline },
      'timeline',
    );
    expect(viewOf(early)).toBeNull();
    const begun = press(early, 'write-trace');
    expect(wantsOf(begun).map(({ slot }) => slot)).toContain('trace');
    expect(
      timelineLines(begun)
        .flat()
        .map(({ text }) => text),
    ).toContain('… writing the trace');
  });
});
