import fc from 'fast-check';
import { expect, it } from 'vitest';
import { discarded, leastUnderLatency } from '../../../sim/scenario/loadgen/early-stopping.ts';
import { atMostSuccesses } from '../../../sim/statistics/binomial-tail.ts';

/** The sum itself, term by term. */
function summed(most: number, trials: number, p: number): number {
  let term = (1 - p) ** trials;
  let sum = term;
  for (let k = 1; k <= most; k++) {
    term *= ((trials - k + 1) / k) * (p / (1 - p));
    sum += term;
  }
  return sum;
}

it('the binomial tail is the sum of its terms', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 400 }),
      fc.double({ min: 0.001, max: 0.7, noNaN: true }),
      fc.double({ min: 0, max: 0.999, noNaN: true }),
      (trials, p, share) => {
        const most = Math.floor(share * trials);
        expect(atMostSuccesses(most, trials, p)).toBeCloseTo(summed(most, trials, p), 10);
      },
    ),
    { seed: 3, numRuns: 200 },
  );
});

it('LoadGen prints these numbers: 64 queries for the 90th percentile, 662 for the 99th', () => {
  expect(leastUnderLatency(1, 0.9) + 1).toBe(64);
  expect(leastUnderLatency(1, 0.99) + 1).toBe(662);
  // Without a late query: ln 0.01 / ln p.
  expect(leastUnderLatency(0, 0.99)).toBe(459);
  expect(leastUnderLatency(0, 0.9)).toBe(44);
});

it('is the least, and discards what it can prove', () => {
  fc.assert(
    fc.property(fc.nat(60), fc.constantFrom(0.9, 0.99), (over, percentile) => {
      const under = leastUnderLatency(over, percentile);
      const p = 1 - percentile;
      expect(atMostSuccesses(over, under + over, p)).toBeLessThan(0.01);
      if (under > 1) expect(atMostSuccesses(over, under - 1 + over, p)).toBeGreaterThanOrEqual(0.01);
      if (over > 0) {
        expect(discarded(under + over, percentile)).toBe(over - 1);
        expect(discarded(under + over - 1, percentile)).toBe(over === 1 ? null : over - 2);
      }
    }),
    { seed: 9, numRuns: 40 },
  );
});
