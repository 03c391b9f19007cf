import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { plotKinds } from '../../../sim/dashboard/plot/plot-kind.ts';
import { emissionsSoFarG } from '../../../sim/dashboard/recorded/emissions-so-far.ts';
import { parseSimTime } from '../../../sim/dashboard/recorded/parse-sim-time.ts';
import { soFar } from '../../../sim/dashboard/recorded/so-far.ts';
import { stripRows } from '../../../sim/dashboard/recorded/strip.ts';
import { randomWatchable } from '../../scenario/record/recorded.ts';
import { recordedState } from '../recorded-state.ts';

const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

describe('a recorded run so far', () => {
  it('grows to the totals of the run', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const run = randomWatchable(seed);
        const [recording] = [...recordedState(run, 'overview').recordings.values()];
        const { series, totals } = recording!;
        const end = soFar(series, series.toNs);
        const { done, missed, dropped, correct } = end;
        expect([done, missed, dropped, correct]).toEqual([
          totals.done,
          totals.missed,
          totals.dropped,
          totals.correct,
        ]);
        if (!close(end.energyJ, run.result.energyJ))
          expect.fail(`${end.energyJ} J of ${run.result.energyJ} J`);
        let last = soFar(series, 0);
        expect(last).toMatchObject({ done: 0, energyJ: 0 });
        for (let part = 1; part <= 50; part++) {
          const next = soFar(series, (part / 50) * series.toNs);
          for (const key of ['done', 'missed', 'dropped', 'correct', 'energyJ'] as const)
            expect(next[key]).toBeGreaterThanOrEqual(last[key]);
          last = next;
        }
      }),
      { seed: 42, numRuns: 30 },
    );
  });

  it('emits its energy at the intensity of each bin', () => {
    const [recording] = [...recordedState(randomWatchable(7), 'overview').recordings.values()];
    expect(emissionsSoFarG(recording!, recording!.series.toNs)).toBeNull();
    const { series, totals } = recording!;
    const known = { ...recording!, intensityGPerKwh: series.done.map(() => 3.6e6) };
    expect(close(emissionsSoFarG(known, series.toNs)!, totals.energyJ)).toBe(true);
    expect(emissionsSoFarG(known, 0)).toBe(0);
  });
});

describe('a strip', () => {
  it('is as wide and high as asked, with the mark in its place, of any values', () => {
    const value = fc.oneof(fc.double({ min: 0, max: 1e9, noNaN: true }), fc.constant(0));
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(value, { minLength: 1, maxLength: 400 }),
        share,
        share,
        fc.integer({ min: 8, max: 200 }),
        fc.integer({ min: 1, max: 9 }),
        fc.constantFrom(...plotKinds),
        (values, extent, at, width, rows, kind) => {
          const lines = stripRows({ values, extent, at }, width, rows, kind);
          expect(lines).toHaveLength(rows);
          for (const line of lines) {
            const text = [...line.map((field) => field.text).join('')];
            expect(text).toHaveLength(width);
            expect(text[Math.round(at * (width - 1))]).toBe('│');
          }
        },
      ),
      { seed: 42, numRuns: 150 },
    );
  });
});

describe('a typed time', () => {
  it.each([
    ['90', 90e9],
    ['1:30', 90e9],
    ['0:01:30.5', 90.5e9],
    ['12 ms', 12e6],
    ['.5s', 5e8],
    ['7 ns', 7],
    ['', null],
    ['1:99', null],
    ['soon', null],
    ['-1', null],
  ])('%s', (text, ns) => {
    expect(parseSimTime(text)).toBe(ns);
  });
});
