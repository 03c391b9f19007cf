import { describe, expect, it } from 'vitest';
import { batchMeans } from '../../../bench/engine/batch-means.ts';
import { delays } from '../../../bench/engine/delay-tables.ts';

describe('batch means', () => {
  it('covers the mean of a correlated series in about 95 of 100 samples', () => {
    let covered = 0;
    const samples = 200;
    for (let seed = 0; seed < samples; seed++) {
      const shocks = delays.exponential(3000, seed).map((ns) => ns / 1e9);
      let level = 5;
      const { mean, halfWidth } = batchMeans(
        shocks.map((shock) => {
          level = 0.8 * level + shock;
          return level;
        }),
      );
      if (Math.abs(mean - 5) <= halfWidth) covered++;
    }
    expect(covered / samples).toBeGreaterThan(0.91);
    expect(covered / samples).toBeLessThan(0.985);
  });
});
