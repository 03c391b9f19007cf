import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hypervolume } from '../../sim/score/hypervolume.ts';

const side = 5;
const points = fc.integer({ min: 1, max: 4 }).chain((dimensions) =>
  fc.array(fc.array(fc.nat(side), { minLength: dimensions, maxLength: dimensions }), {
    minLength: 1,
    maxLength: 6,
  }),
);

/** Counts the unit cubes below the reference that some point dominates. */
function counted(list: readonly (readonly number[])[]): number {
  const dimensions = list[0]!.length;
  let cubes = 0;
  for (let code = 0; code < side ** dimensions; code++) {
    const cube = Array.from({ length: dimensions }, (_, d) => Math.floor(code / side ** d) % side);
    if (list.some((point) => point.every((value, d) => value <= cube[d]!))) cubes++;
  }
  return cubes;
}

describe('hypervolume', () => {
  it('is the number of unit cubes that are dominated, in one to four dimensions', () => {
    fc.assert(
      fc.property(points, (list) => {
        const reference = list[0]!.map(() => side);
        expect(hypervolume(list, reference)).toBe(counted(list));
        expect(hypervolume([...list, list[0]!], reference)).toBe(counted(list));
      }),
      { seed: 5, numRuns: 150 },
    );
  });

  it('is 0 of nothing, and refuses points of other dimensions', () => {
    expect(hypervolume([], [1, 1])).toBe(0);
    expect(hypervolume([[1, 0]], [1, 1])).toBe(0);
    expect(() => hypervolume([[0]], [1, 1])).toThrow(/1 coordinates; the reference has 2/);
  });
});
