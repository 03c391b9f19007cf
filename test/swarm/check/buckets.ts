import type { QuantileSketch } from '../../../sim/statistics/quantile-sketch.ts';

/** Latencies from `lowNs` up to but without `highNs`, and how many there are. */
export interface UsedBucket {
  readonly lowNs: number;
  readonly highNs: number;
  readonly count: number;
}

/** Buckets of a sketch that hold something, shortest first; latencies of 0 have one of their own. */
export function usedBuckets(latencies: QuantileSketch): readonly UsedBucket[] {
  const used: UsedBucket[] = [];
  latencies.forEachPositive((lowNs, highNs, count) => used.push({ lowNs, highNs, count }));
  const zeros = latencies.count - used.reduce((sum, { count }) => sum + count, 0);
  return zeros > 0 ? [{ lowNs: 0, highNs: 1, count: zeros }, ...used] : used;
}
