import { describe, expect, it } from 'vitest';
import { CompensatedSums } from '../../sim/statistics/compensated-sum.ts';

describe('compensated sums', () => {
  it('does not lose small terms beside a large one', () => {
    const sums = new CompensatedSums(1);
    sums.add(0, 1e16);
    for (let i = 0; i < 1000; i++) sums.add(0, 0.1);
    sums.add(0, -1e16);
    expect(sums.value(0)).toBeCloseTo(100, 9);
  });

  it('start again from 0', () => {
    const sums = new CompensatedSums(2);
    sums.add(1, 1e16);
    sums.add(1, 0.1);
    sums.clear();
    sums.add(1, 3);
    expect([sums.value(0), sums.value(1)]).toEqual([0, 3]);
  });
});
