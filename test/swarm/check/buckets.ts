import type { LatencyHistogram } from '../../../sim/scenario/simulate/latency-histogram.ts';

/** Latencies from `lowNs` up to but without `highNs`, and how many there are. */
export interface UsedBucket {
  readonly index: number;
  readonly lowNs: number;
  readonly highNs: number;
  readonly count: number;
}

const perOctave = 1024;

/** Buckets of a histogram that hold something, shortest first. Edges are from its definition: 1024 of equal width in every power of two. */
export function usedBuckets(histogram: LatencyHistogram): readonly UsedBucket[] {
  const used: UsedBucket[] = [];
  histogram.forEach((index, count) => {
    const octave = 2 ** Math.floor(index / perOctave);
    const part = index % perOctave;
    const edge = (p: number) => octave * (1 + p / perOctave);
    used.push({ index, lowNs: edge(part), highNs: edge(part + 1), count });
  });
  return used;
}
