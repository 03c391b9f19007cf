import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wilson } from '../../sim/statistics/wilson.ts';

describe('Wilson interval', () => {
  it.each([
    // Newcombe, Statistics in Medicine 17 (1998), table I, method 3.
    [81 / 263, 263, 0.2553, 0.3662],
    [15 / 148, 148, 0.0624, 0.1605],
    [0 / 20, 20, 0, 0.1611],
    [1 / 29, 29, 0.0061, 0.1718],
  ])('equals published values for %d of %d', (share, trials, low, high) => {
    const interval = wilson(share, trials);
    expect(interval.low).toBeCloseTo(low, 4);
    expect(interval.high).toBeCloseTo(high, 4);
  });

  it('holds the share, shrinks with trials and is symmetric', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.integer({ min: 1, max: 1e6 }),
        (share, trials) => {
          const { low, high } = wilson(share, trials);
          const more = wilson(share, 4 * trials);
          const mirrored = wilson(1 - share, trials);
          expect(low).toBeLessThanOrEqual(share + 1e-12);
          expect(high).toBeGreaterThanOrEqual(share - 1e-12);
          expect(more.high - more.low).toBeLessThan(high - low);
          expect(mirrored.low).toBeCloseTo(1 - high, 9);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
    expect(wilson(0.5, 0)).toEqual({ low: 0, high: 1 });
  });
});
