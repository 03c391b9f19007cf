import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pairedBootstrap } from '../../sim/statistics/paired-bootstrap.ts';

describe('paired bootstrap', () => {
  it('holds the mean inside the range of the differences and follows shift and scale', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 1, maxLength: 12 }), (d) => {
        const { value, low, high } = pairedBootstrap(d);
        expect(low).toBeGreaterThanOrEqual(Math.min(...d));
        expect(high).toBeLessThanOrEqual(Math.max(...d));
        expect(low - 1e-9).toBeLessThanOrEqual(value);
        expect(high + 1e-9).toBeGreaterThanOrEqual(value);
        const moved = pairedBootstrap(d.map((x) => 2 * x + 7));
        expect(moved.low).toBeCloseTo(2 * low + 7, 9);
        expect(moved.high).toBeCloseTo(2 * high + 7, 9);
      }),
      { seed: 42, numRuns: 60 },
    );
    expect(pairedBootstrap([3])).toEqual({ value: 3, low: 3, high: 3 });
    expect(() => pairedBootstrap([])).toThrow(/one per seed/);
  });
});
