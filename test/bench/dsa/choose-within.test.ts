import { describe, expect, it } from 'vitest';
import { chooseWithin } from '../../../bench/dsa/choose-adaptive.ts';
import type { NetworkAnswers } from '../../../bench/dsa/gather-answers.ts';
import type { TunedPoint } from '../../../sim/sparsity/tune/tune-stops.ts';

const level = { id: 'L0' } as NetworkAnswers;
const point = (id: string, cost: number): TunedPoint => ({
  ...{ id, cost, accuracy: 0.9, measure: 'margin', reached: [1] },
  stages: id.split('>').map((_, i) => ({ level: i, exit: null, threshold: null })),
});
const points = [
  point('L2', 1),
  point('L1>L0', 4),
  point('L2>L1', 2),
  point('L2>L0', 3),
  point('L2>L1>L0', 11),
];
/** Upper ends; half a point of width on both sides. */
const upper: Record<string, number> = {
  ...{ L2: 0, 'L2>L1': 0.75, 'L2>L0': 0.69, 'L1>L0': 0.1, 'L2>L1>L0': 0 },
};
const lossOf =
  (more: number) =>
  (_: number, { id }: TunedPoint) => {
    const high = upper[id]! + more;
    return { value: high - 0.5, low: high - 1, high };
  };

describe('chooseWithin', () => {
  it('takes the cheapest cascade whose upper bound on validation is at most 0.2 above the tolerance', () => {
    const choice = chooseWithin(level, 10, new Map([[1, points]]), lossOf(0), 0.5);
    expect(choice).toMatchObject({ level, within: 0.5 });
    expect(choice?.bySeed.get(1)?.id).toBe('L2>L0');
    expect(chooseWithin(level, 10, new Map([[1, points]]), lossOf(0.1), 0.5)?.bySeed.get(1)?.id).toBe(
      'L1>L0',
    );
  });

  it('takes none where a seed has none that is cheaper than the static level', () => {
    const frontiers = new Map([
      [1, points],
      [2, points.slice(0, 1)],
    ]);
    expect(chooseWithin(level, 10, frontiers, lossOf(0), 0.5)).toBeNull();
    expect(chooseWithin(level, 3, new Map([[1, points]]), lossOf(0), 0.5)).toBeNull();
  });
});
