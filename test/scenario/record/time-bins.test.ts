import { describe, expect, it } from 'vitest';
import { TimeBins } from '../../../sim/scenario/record/time-bins.ts';

describe('time bins', () => {
  it('give an instant at an edge to the bin that ends there, and spread what passes over several', () => {
    const bins = new TimeBins(100, 10, 4, 3, new Set([2]));
    for (const timeNs of [100, 110, 111, 140, 141, 99]) bins.add(0, timeNs, 1);
    expect([...bins.rows[0]!]).toEqual([2, 1, 0, 1]);
    bins.spread(1, 95, 125, 30);
    expect([...bins.rows[1]!]).toEqual([10, 10, 5, 0]);
    bins.level(2, 112, 7);
    bins.level(2, 118, 8);
    expect([...bins.rows[2]!]).toEqual([Number.NaN, 8, Number.NaN, Number.NaN]);
    expect(bins.edges(105, 123)).toEqual([110, 120, 123]);
  });

  it('join in pairs to reach further, keeping sums and last levels', () => {
    const bins = new TimeBins(0, 10, 3, 2, new Set([1]));
    for (const [timeNs, value] of [
      [5, 1],
      [15, 2],
      [25, 4],
    ] as const) {
      bins.add(0, timeNs, value);
      bins.level(1, timeNs, value);
    }
    bins.reach(61);
    expect(bins.binNs).toBe(40);
    expect([...bins.rows[0]!]).toEqual([7, 0, 0]);
    expect([...bins.rows[1]!]).toEqual([4, Number.NaN, Number.NaN]);
  });
});
