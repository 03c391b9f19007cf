import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { logGamma } from '../../../sim/engine/random/log-gamma.ts';

describe('the logarithm of the gamma function', () => {
  it('is that of the factorials', () => {
    let factorial = 1n;
    for (let n = 1; n <= 150; n++) {
      expect(Math.abs(logGamma(n) - Math.log(Number(factorial)))).toBeLessThan(
        1.5e-14 + 1e-15 * logGamma(n + 2),
      );
      factorial *= BigInt(n);
    }
  });

  it('obeys the duplication formula, and is ln pi / 2 at 1/2', () => {
    expect(Math.abs(logGamma(0.5) - Math.log(Math.PI) / 2)).toBeLessThan(1.5e-14);
    fc.assert(
      fc.property(fc.double({ min: 0.05, max: 1e6, noNaN: true }), (x) => {
        const doubled = logGamma(x) + logGamma(x + 0.5) + (2 * x - 1) * Math.LN2 - 0.5 * Math.log(Math.PI);
        expect(Math.abs(logGamma(2 * x) - doubled)).toBeLessThan(6e-14 + 2e-15 * Math.abs(doubled));
      }),
      { seed: 42, numRuns: 500 },
    );
  });
});
