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
  point('L2>L1', 2),
  point('L2>L0', 3),
  point('L1', 4),
  point('L1>L0', 5),
  point('L2>L1>L0', 11),
];
/** Upper ends by cost; half a point of width on both sides. */
const lossOf = (upper: Readonly<Record<number, number>>) => (_: number, cost: number) => {
  const high = upper[cost];
  return high === undefined ? null : { value: high - 0.5, low: high - 1, high };
};
const choose = (upper: Readonly<Record<number, number>>, most = 10) =>
  chooseWithin(level, most, new Map([[1, points]]), lossOf(upper), 0.5);

describe('chooseWithin', () => {
  it('takes the cheapest cascade whose upper bound is at most 0.2 above the tolerance', () => {
    const choice = choose({ 5: 0.1, 4: 0.1, 3: 0.69, 2: 0.71, 1: 0 });
    expect(choice).toMatchObject({ level, within: 0.5 });
    expect(choice?.bySeed.get(1)?.id).toBe('L2>L0');
    expect(choose({ 5: 0.1, 4: 0.1, 3: 0.71, 2: 0.71, 1: 0 })?.bySeed.get(1)?.id).toBe('L1>L0');
  });

  it('takes none where a seed has none that is cheaper than the static level', () => {
    const frontiers = new Map([
      [1, points],
      [2, points.slice(0, 1)],
    ]);
    const low = lossOf({ 5: 0, 4: 0, 3: 0, 2: 0, 1: 0 });
    expect(chooseWithin(level, 10, frontiers, low, 0.5)).toBeNull();
    expect(choose({ 1: 0 }, 2)).toBeNull();
  });
});
