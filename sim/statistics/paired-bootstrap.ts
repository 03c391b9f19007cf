import { RandomStream } from '../engine/random/random-stream.ts';
import type { Estimate } from './estimate.ts';

const resamples = 2000;
/** Up to so many differences, which values are drawn is kept: a run asks for it once a policy, with the same few seeds. */
const mostKept = 64;
const kept = new Map<string, Uint8Array>();

/** Indices of the drawn values, resample after resample. */
function drawn(n: number, seed: number): ArrayLike<number> {
  const before = kept.get(`${n} ${seed}`);
  if (before) return before;
  const draws = new RandomStream(seed, 'score', 'bootstrap');
  const indices = new (n <= mostKept ? Uint8Array : Float64Array)(resamples * n);
  for (let i = 0; i < indices.length; i++) indices[i] = draws.integer(i, n);
  if (indices instanceof Uint8Array) kept.set(`${n} ${seed}`, indices);
  return indices;
}

/**
 * Mean of differences that are paired by seed, with a 95% percentile bootstrap interval over the seeds. With as few as
 * five seeds the interval is rough; with one it is the value itself.
 */
export function pairedBootstrap(differences: readonly number[], seed = 1): Estimate {
  const n = differences.length;
  if (n === 0) throw new RangeError('a bootstrap of no differences; give one per seed');
  if (n === 1) return { value: differences[0]!, low: differences[0]!, high: differences[0]! };
  const indices = drawn(n, seed);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[indices[r * n + i]!]!;
    means[r] = sum / n;
  }
  means.sort();
  const value = differences.reduce((sum, d) => sum + d, 0) / n;
  return {
    value,
    low: means[Math.floor(0.025 * resamples)]!,
    high: means[Math.ceil(0.975 * resamples) - 1]!,
  };
}
