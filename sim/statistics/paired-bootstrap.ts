import { RandomStream } from '../engine/random/random-stream.ts';
import type { Estimate } from './estimate.ts';

const resamples = 2000;

const known = new Map<string, Uint32Array>();

/** [resamples][n] which difference is drawn: the same for all rows with as many seeds. */
function drawsOf(n: number, seed: number): Uint32Array {
  const key = `${n} ${seed}`;
  let drawn = known.get(key);
  if (!drawn) {
    const stream = new RandomStream(seed, 'score', 'bootstrap');
    drawn = Uint32Array.from({ length: resamples * n }, (_, at) => stream.integer(at, n));
    known.set(key, drawn);
  }
  return drawn;
}

/**
 * Mean of differences that are paired by seed, with a 95% percentile bootstrap interval over the seeds. With as few as
 * five seeds the interval is rough; with one it is the value itself.
 */
export function pairedBootstrap(differences: readonly number[], seed = 1): Estimate {
  const n = differences.length;
  if (n === 0) throw new RangeError('a bootstrap of no differences; give one per seed');
  if (n === 1) return { value: differences[0]!, low: differences[0]!, high: differences[0]! };
  const drawn = drawsOf(n, seed);
  const means = new Float64Array(resamples);
  for (let r = 0; r < resamples; r++) {
    let sum = 0;
    for (let i = 0; i < n; i++) sum += differences[drawn[r * n + i]!]!;
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
