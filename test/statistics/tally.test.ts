import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Tally } from '../../sim/statistics/tally.ts';

const value = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.integer({ min: -5, max: 5 }),
  fc.constant(1e6),
);
const values = fc.array(value, { maxLength: 60 });

function tallyOf(list: readonly number[]): Tally {
  const tally = new Tally();
  for (const x of list) tally.add(x);
  return tally;
}

/** Two passes over the list. */
function moments(list: readonly number[]) {
  const n = list.length;
  const mean = list.reduce((a, b) => a + b, 0) / n;
  const central = (k: number) => list.reduce((sum, x) => sum + (x - mean) ** k, 0);
  return {
    mean,
    variance: central(2) / (n - 1),
    skewness: (Math.sqrt(n) * central(3)) / central(2) ** 1.5,
  };
}

function expectMoments(tally: Tally, list: readonly number[]) {
  const exact = moments(list);
  const scale = Math.max(...list.map(Math.abs));
  expect(tally.count).toBe(list.length);
  expect(Math.abs(tally.mean - exact.mean)).toBeLessThanOrEqual(1e-13 * scale);
  if (list.length > 1)
    expect(Math.abs(tally.variance - exact.variance)).toBeLessThanOrEqual(
      1e-12 * exact.variance + 1e-20 * scale ** 2 + 1e-300,
    );
  if (exact.variance > 1e-12 * scale ** 2 + 1e-200)
    expect(Math.abs(tally.skewness - exact.skewness)).toBeLessThanOrEqual(
      1e-8 * (1 + Math.abs(exact.skewness)),
    );
  expect([tally.min, tally.max]).toEqual([Math.min(...list), Math.max(...list)]);
}

describe('a tally', () => {
  it('has the moments and range of its values', () => {
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 60 }), (list) => {
        expectMoments(tallyOf(list), list);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('is the same, merged from parts, as over the whole', () => {
    fc.assert(
      fc.property(values, values, values, (a, b, c) => {
        fc.pre(a.length + b.length + c.length > 0);
        const merged = tallyOf(a);
        merged.merge(tallyOf(b));
        merged.merge(tallyOf(c));
        expectMoments(merged, [...a, ...b, ...c]);
      }),
      { seed: 42, numRuns: 300 },
    );
    const one = tallyOf([1, 2, 4]);
    one.merge(new Tally());
    const other = new Tally();
    other.merge(one);
    expect([one.mean, one.variance, one.skewness]).toEqual([other.mean, other.variance, other.skewness]);
  });

  it('keeps the variance where the mean is large, as sums of squares would not', () => {
    const list = Array.from({ length: 1000 }, (_, i) => 1e9 + (i % 2));
    expect(tallyOf(list).variance).toBeCloseTo(0.25 * (1000 / 999), 9);
    const naive = list.reduce((s, x) => s + x * x, 0) / 1000 - (list.reduce((s, x) => s + x, 0) / 1000) ** 2;
    expect(Math.abs(naive - 0.25)).toBeGreaterThan(1);
  });

  it('has no moments without values, and refuses what is not finite', () => {
    const tally = new Tally();
    expect([tally.mean, tally.variance, tally.skewness, tally.min, tally.max].every(Number.isNaN)).toBe(true);
    tally.add(3);
    expect([tally.count, tally.mean, tally.min, tally.max]).toEqual([1, 3, 3, 3]);
    expect(tally.variance).toBeNaN();
    tally.add(3);
    expect(tally.variance).toBe(0);
    expect(tally.skewness).toBeNaN();
    for (const wrong of [Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => tally.add(wrong)).toThrow(/value is .*; a finite number is needed/);
    expect(tally.count).toBe(2);
  });
});
