import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../sim/engine/random/random-stream.ts';
import { mserCut } from '../../sim/statistics/mser-cut.ts';

/** The definition, cut by cut. */
function score(values: readonly number[], cut: number): number {
  const groups: number[] = [];
  for (let i = cut; i + 5 <= values.length - (values.length % 5); i += 5)
    groups.push(values.slice(i, i + 5).reduce((a, b) => a + b, 0) / 5);
  const mean = groups.reduce((a, b) => a + b, 0) / groups.length;
  return groups.reduce((sum, g) => sum + (g - mean) ** 2, 0) / groups.length ** 2;
}

describe('the MSER-5 cut', () => {
  it('has the smallest standard error of all cuts in the first half', () => {
    const list = fc.array(fc.integer({ min: -1000, max: 1000 }), { minLength: 10, maxLength: 120 });
    fc.assert(
      fc.property(list, (values) => {
        const cut = mserCut(values);
        const groups = Math.floor(values.length / 5);
        expect(cut % 5).toBe(0);
        expect(cut / 5).toBeLessThanOrEqual(groups / 2);
        for (let other = 0; other <= groups / 2; other++)
          expect(score(values, cut)).toBeLessThanOrEqual(score(values, 5 * other) * (1 + 1e-9) + 1e-9);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('finds a start that is unlike the rest', () => {
    const s = new RandomStream(1, 'mser', 'noise');
    const values = Array.from({ length: 3000 }, (_, i) => s.uniform53(i) + (i < 300 ? 5 : 0));
    expect(Math.abs(mserCut(values) - 300)).toBeLessThanOrEqual(50);
  });

  it('drops nothing of a constant, and looks at ratios where there are weights', () => {
    expect(mserCut(new Float64Array(100).fill(3))).toBe(0);
    const weights = Array.from({ length: 100 }, (_, i) => 1 + (i % 7));
    expect(
      mserCut(
        weights.map((w) => 3 * w),
        weights,
      ),
    ).toBe(0);
    expect(
      mserCut(
        weights.map((w, i) => (i < 20 ? 9 : 3) * w),
        weights,
      ),
    ).toBe(20);
  });
});
