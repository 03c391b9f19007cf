import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ClassModel } from '../../sim/calibration/class-model.ts';
import { weightedQuantile } from '../../sim/calibration/weighted-quantile.ts';
import { deviceMean, deviceMeans } from '../../sim/validate/device-mean.ts';
import { bestConstantScore, intervalScore } from '../../sim/validate/interval-score.ts';
import { kendallTau } from '../../sim/validate/kendall-tau.ts';
import type { ScoredRow } from '../../sim/validate/scored-row.ts';
import { summariseGroup } from '../../sim/validate/summarise.ts';
import { sampleRow } from '../calibration/sample-row.ts';

const positive = fc.double({ min: 0.01, max: 100, noNaN: true });

const on = (device: string, value: number, weight = 1) => ({ row: { device }, weight, value });

describe('means by device first', () => {
  it('count a device with many rows as one', () => {
    const list = [on('a', 1), on('a', 1), on('a', 1), on('b', 5)];
    expect(deviceMean(list, ({ value }) => value)).toBe(3);
    expect([...deviceMeans(list, ({ value }) => value)]).toEqual([
      ['a', 1],
      ['b', 5],
    ]);
    expect(deviceMean([on('a', 1, 0.25), on('a', 5, 0.75), on('b', 2)], ({ value }) => value)).toBe(3);
    expect(() => deviceMean([], () => 1)).toThrow(/no devices/);
  });
});

describe('a weighted quantile', () => {
  it('is a value, grows with the share, and is the sorted value where all weigh the same', () => {
    fc.assert(
      fc.property(
        fc.array(positive, { minLength: 1, maxLength: 12 }),
        fc.double({ min: 0.01, max: 1, noNaN: true }),
        (values, share) => {
          const weighted = values.map((value) => ({ value, weight: 1 / 3 }));
          const found = weightedQuantile(weighted, share);
          const sorted = [...values].sort((a, b) => a - b);
          expect(found).toBe(sorted[Math.ceil(share * values.length - 1e-9) - 1]);
          expect(weightedQuantile(weighted, 1)).toBe(sorted.at(-1));
        },
      ),
      { seed: 42, numRuns: 200 },
    );
    expect(() => weightedQuantile([], 0.5)).toThrow(/no values/);
  });
});

describe("Kendall's tau", () => {
  const ranked = (pairs: readonly (readonly [number, number])[], within = 'x') =>
    pairs.map(([measured, predicted], i) => ({ measured, predicted, within, between: `${i}` }));

  it('is 1 for any growing function, -1 for any falling one, and turns its sign with the prediction', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.integer({ min: 1, max: 1000 }), { minLength: 2, maxLength: 8 }),
        fc.array(positive, { minLength: 8, maxLength: 8 }),
        (values, other) => {
          expect(kendallTau(ranked(values.map((x) => [x, x ** 3 + 1])))).toBe(1);
          expect(kendallTau(ranked(values.map((x) => [x, -x])))).toBe(-1);
          const some = kendallTau(ranked(values.map((x, i) => [x, other[i]!])))!;
          expect(Math.abs(some)).toBeLessThanOrEqual(1);
          expect(kendallTau(ranked(values.map((x, i) => [x, -other[i]!])))).toBeCloseTo(-some, 12);
        },
      ),
      { seed: 42, numRuns: 100 },
    );
  });

  it('compares only what it may, and equals a count by hand', () => {
    const items = [
      { measured: 1, predicted: 1, within: 'n', between: 'a' },
      { measured: 2, predicted: 3, within: 'n', between: 'b' },
      { measured: 3, predicted: 2, within: 'n', between: 'c' },
      { measured: 9, predicted: 0, within: 'm', between: 'a' },
      { measured: 4, predicted: 0, within: 'n', between: 'c' },
    ];
    // a-b +, a-c +, b-c -, a-C -, b-C - (C is the last row); c-C is one device, and m stands alone.
    expect(kendallTau(items)).toBeCloseTo((1 + 1 - 1 - 1 - 1) / 5, 12);
    expect(kendallTau(items.slice(3, 4))).toBeNull();
  });
});

describe('the interval score', () => {
  it('is the width where the row lies inside, and a cost for the distance outside', () => {
    expect(intervalScore(3, 2, 5)).toBe(3);
    expect(intervalScore(1.5, 2, 5)).toBeCloseTo(3 + 20 * 0.5, 12);
    expect(intervalScore(5.5, 2, 5)).toBeCloseTo(3 + 20 * 0.5, 12);
  });

  it('has its best single width where a search finds it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.double({ min: 0, max: 3, noNaN: true }), positive), {
          minLength: 1,
          maxLength: 10,
        }),
        (rows) => {
          const total = rows.reduce((sum, [, weight]) => sum + weight, 0);
          const reaches = rows.map(([distance, weight]) => ({ distance, share: weight / total }));
          const scoreOf = (half: number) =>
            reaches.reduce(
              (sum, { distance, share }) => sum + share * intervalScore(distance, -half, half),
              0,
            );
          const best = bestConstantScore(reaches);
          for (let half = 0; half <= 3; half += 0.05) expect(best).toBeLessThanOrEqual(scoreOf(half) + 1e-9);
          expect(Math.min(...[0, ...reaches.map(({ distance }) => distance)].map(scoreOf))).toBeCloseTo(
            best,
            9,
          );
        },
      ),
      { seed: 42, numRuns: 100 },
    );
  });
});

describe('the summary of a group', () => {
  const model = {
    targetClass: 'mcu',
    quantity: 'latency',
    figures: { novel: { floorPercent: 40, goalPercent: 28, medianFloorPercent: 25 } },
  } as unknown as ClassModel;
  const scored = (
    device: string,
    measured: number,
    central: number,
    baseline: number | null = 1,
  ): ScoredRow => ({
    row: sampleRow({ device, network: `network of ${measured}` }),
    group: 'novel',
    measured,
    predicted: { low: central / 1.5, central, high: central * 1.5 },
    baselines: new Map([['copied', baseline]]),
    weight: 1,
  });

  it('takes errors by device first and sets them beside the baseline', () => {
    const rows = [scored('a', 10, 11, 20), scored('a', 10, 9, 20), scored('b', 10, 15, 10)];
    const summary = summariseGroup(model, 'novel', rows);
    expect(summary).toMatchObject({ devices: 2, rows: 3, within10Share: 2 / 3, within20Share: 2 / 3 });
    expect(summary.mapePercent).toBeCloseTo(30, 9);
    expect(summary.medianPercent).toBeCloseTo(10, 9);
    expect(summary.worst).toMatchObject({ device: 'b', measured: 10, predicted: 15 });
    expect(summary.byDevice).toEqual({ a: expect.closeTo(10, 9), b: expect.closeTo(50, 9) });
    expect(summary.intervalCoverage).toBe(1);
    expect(summary.intervalRatio).toBeCloseTo(2.25, 9);
    expect(summary.reached).toBe('floor');
    // The baseline errs by 100% on a and not at all on b.
    expect(summary.baselines).toEqual([{ name: 'copied', mapePercent: 50, medianPercent: 100 }]);
    expect(summary.difference!.value).toBeCloseTo((10 - 100 + 50 - 0) / 2, 9);
    expect(summary.difference!.low).toBeCloseTo(-90, 9);
    expect(summary.difference!.high).toBeCloseTo(50, 9);
  });

  it('leaves a baseline out that could not predict every row, and asks the median too', () => {
    const rows = [scored('a', 10, 13.5, null), scored('b', 10, 10)];
    const summary = summariseGroup(model, 'novel', rows);
    expect(summary.baselines).toEqual([]);
    expect(summary.difference).toBeNull();
    expect(summary.reached).toBe('goal');
    expect(summariseGroup(model, 'novel', [scored('a', 10, 13)]).reached).toBe('nothing');
  });

  it('does not change when every number of a row is in another unit', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(positive, positive), { minLength: 1, maxLength: 6 }), (pairs) => {
        const summary = (unit: number) =>
          summariseGroup(
            model,
            'novel',
            pairs.map(([measured, central], i) => scored(`d${i % 2}`, measured * unit, central * unit, null)),
          );
        expect(summary(1000).mapePercent).toBeCloseTo(summary(1).mapePercent, 6);
        expect(summary(1000).intervalScore).toBeCloseTo(summary(1).intervalScore, 9);
        expect(summary(1000).constantFactorScore).toBeCloseTo(summary(1).constantFactorScore, 9);
      }),
      { seed: 42, numRuns: 50 },
    );
  });
});
