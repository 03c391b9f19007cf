import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { centralRange } from '../../../sim/energy/uncertainty/central-range.ts';
import { CommonDraws } from '../../../sim/energy/uncertainty/common-draws.ts';
import { factorQuantile } from '../../../sim/energy/uncertainty/factor.ts';

const ends = fc.record({
  low: fc.double({ min: 0.05, max: 1, noNaN: true }),
  high: fc.double({ min: 1, max: 20, noNaN: true }),
});

describe('factorQuantile', () => {
  it('has low, 1 and high at 5%, 50% and 95%, and rises', () => {
    fc.assert(
      fc.property(ends, (interval) => {
        const factor = { id: 'x', ...interval };
        expect(factorQuantile(factor, 0.05)).toBeCloseTo(interval.low, 12);
        expect(factorQuantile(factor, 0.5)).toBeCloseTo(1, 12);
        expect(factorQuantile(factor, 0.95) / interval.high).toBeCloseTo(1, 12);
        expect(factorQuantile(factor, 0.7)).toBeGreaterThanOrEqual(factorQuantile(factor, 0.3));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('reaches a low end of 0 at 5%, and is no heap of zeros above it', () => {
    const factor = { id: 'x', low: 0, high: 2 };
    expect(factorQuantile(factor, 0.04)).toBe(0);
    expect(factorQuantile(factor, 0.05)).toBeCloseTo(0, 12);
    expect(factorQuantile(factor, 0.3)).toBeCloseTo(0.681, 3);
    expect(factorQuantile(factor, 0.5)).toBeCloseTo(1, 12);
  });
});

describe('CommonDraws', () => {
  it('gives products whose 90% lies within interval arithmetic', () => {
    const draws = new CommonDraws(2000, 1);
    fc.assert(
      fc.property(ends, ends, (a, b) => {
        const product = draws.of({ id: 'a', ...a }).map((x, i) => x * draws.of({ id: 'b', ...b })[i]!);
        const range = centralRange(product, 1);
        expect(range.low).toBeGreaterThanOrEqual(a.low * b.low * (1 - 1e-12));
        expect(range.high).toBeLessThanOrEqual(a.high * b.high * (1 + 1e-12));
      }),
      { seed: 1, numRuns: 15 },
    );
  });

  it('cancel what two results share', () => {
    const draws = new CommonDraws(500, 1);
    const model = { id: 'chip', low: 0.3, high: 4 };
    const ratio = draws.of(model).map((x, i) => (2 * x) / (3 * draws.of({ ...model })[i]!));
    expect(Math.max(...ratio) - Math.min(...ratio)).toBeLessThan(1e-12);
    const other = draws.of({ ...model, id: 'another chip' });
    expect(other).not.toEqual(draws.of(model));
  });

  it('pick the same seeds for every row', () => {
    const draws = new CommonDraws(500, 1);
    const one = draws.ofSeeds([1, 2, 3], [10, 10, 10]);
    const twice = draws.ofSeeds([2, 4, 6], [10, 10, 10]);
    expect(one).toEqual(twice);
    expect(centralRange(one, 1).low).toBeGreaterThanOrEqual(0.5);
    expect(centralRange(one, 1).high).toBeLessThanOrEqual(1.5);
  });
});
