import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../sim/engine/random/normal-quantile.ts';
import { studentTQuantile } from '../../sim/statistics/student-t.ts';

const p = fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true });
const within = (found: number, wanted: number, share: number) =>
  expect(Math.abs(found - wanted)).toBeLessThanOrEqual(share * Math.abs(wanted));

describe("Student's t quantile", () => {
  it.each([
    // 97.5% and 99.5%, from the incomplete beta function at 30 digits (mpmath 1.3).
    [1, 12.706204736174694, 63.656741162871526],
    [2, 4.302652729749462, 9.92484320091829],
    [5, 2.5705818356363146, 4.032142983555227],
    [10, 2.2281388519862744, 3.169272672616951],
    [31, 2.039513446396408, 2.744041919294269],
    [100, 1.9839715185235518, 2.6258905214380177],
  ])('is right at %d degrees of freedom', (degrees, at975, at995) => {
    within(studentTQuantile(0.975, degrees), at975, 1e-13);
    within(studentTQuantile(0.995, degrees), at995, 1e-13);
  });

  it('has the closed forms of 1, 2 and 4 degrees of freedom', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 0.499, noNaN: true }), (x) => {
        within(studentTQuantile(x, 1), -1 / Math.tan(Math.PI * x), 1e-12);
        const alpha = 4 * x * (1 - x);
        within(studentTQuantile(x, 2), ((2 * x - 1) * Math.SQRT2) / Math.sqrt(alpha), 1e-12);
        const q = Math.cos(Math.acos(Math.sqrt(alpha)) / 3) / Math.sqrt(alpha);
        within(studentTQuantile(x, 4), -2 * Math.sqrt(q - 1), 1e-6);
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('is odd about 1/2, ascends, and nears the normal quantile from outside', () => {
    fc.assert(
      fc.property(p, p, fc.double({ min: 1, max: 500, noNaN: true }), (a, b, degrees) => {
        const [low, high] = [Math.min(a, b), Math.max(a, b)];
        const [less, more] = [studentTQuantile(low, degrees), studentTQuantile(high, degrees)];
        expect(less).toBeLessThanOrEqual(more + 1e-13 * Math.abs(more));
        expect(Math.abs(studentTQuantile(a, degrees))).toBeGreaterThanOrEqual(
          Math.abs(normalQuantile(a)) - 1e-12,
        );
      }),
      { seed: 42, numRuns: 300 },
    );
    expect(studentTQuantile(0.5, 7)).toBe(0);
    for (let k = 1; k < 64; k++) expect(studentTQuantile(1 - k / 128, 9)).toBe(-studentTQuantile(k / 128, 9));
    within(studentTQuantile(0.975, 1e6), 1.959963984540054 + 2.37e-6, 1e-8);
  });

  it('refuses what is outside its ranges', () => {
    for (const wrong of [0, 1, -1, Number.NaN]) expect(() => studentTQuantile(wrong, 5)).toThrow(/p is /);
    for (const wrong of [0, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => studentTQuantile(0.9, wrong)).toThrow(/degrees is /);
  });
});
