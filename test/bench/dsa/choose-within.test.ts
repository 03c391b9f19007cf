import { describe, expect, it } from 'vitest';
import { chooseWithin, guard } from '../../../bench/dsa/choose-adaptive.ts';
import type { NetworkAnswers } from '../../../bench/dsa/gather-answers.ts';
import type { TunedPoint } from '../../../sim/sparsity/tune/tune-stops.ts';

const level = { id: 'L0' } as NetworkAnswers;
const point = (id: string, cost: number, accuracy: number): TunedPoint => ({
  ...{ id, cost, accuracy, measure: 'margin', reached: [1] },
  stages: id.split('>').map((_, i) => ({ level: i, exit: null, threshold: null })),
});
const points = [
  point('L2', 1, 0.93),
  point('L2>L1', 2, 0.9),
  point('L2>L0', 3, 0.935 + guard),
  point('L1>L0', 4, 0.94),
  point('L2>L1>L0', 11, 0.95),
];

describe('chooseWithin', () => {
  it('takes the cheapest cascade that is within the tolerance and a guard of the dense network', () => {
    const choice = chooseWithin(level, 10, new Map([[1, points]]), 0.94, 0.5);
    expect(choice).toMatchObject({ level, within: 0.5 });
    expect(choice?.bySeed.get(1)?.id).toBe('L2>L0');
    expect(chooseWithin(level, 10, new Map([[1, points]]), 0.9401, 0.5)?.bySeed.get(1)?.id).toBe('L1>L0');
  });

  it('takes none where a seed has none that is cheaper than the static level', () => {
    const frontiers = new Map([
      [1, points],
      [2, points.slice(0, 2)],
    ]);
    expect(chooseWithin(level, 10, frontiers, 0.94, 0.5)).toBeNull();
    expect(chooseWithin(level, 3, new Map([[1, points]]), 0.94, 0.5)).toBeNull();
  });
});
