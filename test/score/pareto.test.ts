import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { paretoSet } from '../../sim/score/pareto.ts';

const point = fc.array(fc.integer({ min: 0, max: 6 }), { minLength: 3, maxLength: 3 });

describe('Pareto set', () => {
  it('is never empty, keeps the best of every coordinate, and drops only what something dominates', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 25 }), (points) => {
        const marks = paretoSet(points);
        expect(marks).toContain(true);
        points.forEach((p, i) => {
          const dominated = points.some((q) => q.every((v, k) => v <= p[k]!) && q.some((v, k) => v < p[k]!));
          expect(marks[i]).toBe(!dominated);
        });
        for (let k = 0; k < 3; k++) {
          const least = Math.min(...points.map((p) => p[k]!));
          expect(points.some((p, i) => marks[i] && p[k] === least)).toBe(true);
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('does not change when a dominated point is added, and moves with the points', () => {
    fc.assert(
      fc.property(fc.array(point, { minLength: 1, maxLength: 15 }), (points) => {
        const worse = points[0]!.map((v) => v + 1);
        expect(paretoSet([...points, worse])).toEqual([...paretoSet(points), false]);
        expect(paretoSet([...points].reverse())).toEqual(paretoSet(points).reverse());
      }),
      { seed: 42, numRuns: 100 },
    );
    expect(paretoSet([])).toEqual([]);
  });
});
