import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../../sim/engine/random/normal-quantile.ts';
import { normalCdf } from '../../helpers/goodness-of-fit.ts';

describe('the normal quantile', () => {
  it.each([
    // At 30 digits (mpmath 1.3), in all three parts of AS 241.
    [0.3, -0.5244005127080408],
    [0.25, -0.6744897501960817],
    [0.08, -1.4050715603096327],
    [0.07, -1.4757910281791706],
    [1e-5, -4.264890793922825],
    [1e-12, -7.034483825301132],
    [0.001, -3.090232306167814],
    [1e-20, -9.262340089798409],
    [0.975, 1.959963984540054],
    [0.5, 0],
  ])('at %d is %d', (p, z) => {
    expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(1e-15 * Math.abs(z));
  });

  it('inverts the distribution function and is odd about 1/2', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-12, max: 1 - 1e-12, noNaN: true }), (p) => {
        expect(Math.abs(normalCdf(normalQuantile(p)) / p - 1)).toBeLessThan(p < 1e-4 ? 1e-3 : 1e-9);
      }),
      { seed: 42, numRuns: 500 },
    );
    for (let k = 1; k < 128; k++) expect(normalQuantile(1 - k / 256)).toBe(-normalQuantile(k / 256));
  });

  it('meets its ends', () => {
    expect(normalQuantile(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(normalQuantile(1)).toBe(Number.POSITIVE_INFINITY);
    for (const p of [-0.1, 1.1, Number.NaN]) expect(normalQuantile(p)).toBeNaN();
  });
});
