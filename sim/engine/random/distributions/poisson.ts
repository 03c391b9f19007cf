import { logGamma } from '../log-gamma.ts';
import { exp, log } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/** From this mean on the rejection method holds (its author's bound), and beats the search. */
const smallestRejectionMean = 10;

/**
 * Poisson draw: 0, 1, 2 … with the given mean. Below a mean of 10 by sequential search through the distribution; from
 * there by transformed rejection, PTRS (Hormann 1993, Insurance: Mathematics and Economics 12). A draw takes one index:
 * attempts, 1.2 on average, take lanes 0, 1, 2 … of it.
 * @param mean from 0 to 1e9: above, the terms of the test cancel too far to be trusted
 * @throws RangeError on another mean
 */
export function poisson(stream: RandomStream, index: number, mean: number): number {
  if (!(mean >= 0 && mean <= 1e9)) parameterError('mean', mean, 'a number from 0 to 1e9 is needed');
  return mean < smallestRejectionMean
    ? search(stream.uniform53(index), mean)
    : rejection(stream, index, mean);
}

function search(u: number, mean: number): number {
  let p = exp(-mean);
  let below = p;
  let k = 0;
  while (u > below) {
    k++;
    p *= mean / k;
    const next = below + p;
    // Rounding may leave the sum of all terms a last bit under u.
    if (next === below) break;
    below = next;
  }
  return k;
}

function rejection(stream: RandomStream, index: number, mean: number): number {
  const b = 0.931 + 2.53 * Math.sqrt(mean);
  const a = -0.059 + 0.02483 * b;
  const inverseAlpha = 1.1239 + 1.1328 / (b - 3.4);
  const squeeze = 0.9277 - 3.6224 / (b - 2);
  const logMean = log(mean);
  for (let lane = 0; ; lane += 2) {
    const u = stream.uniform53(index, lane) - 0.5;
    const v = stream.uniform53(index, lane + 1);
    const us = 0.5 - Math.abs(u);
    const k = Math.floor(((2 * a) / us + b) * u + mean + 0.43);
    if (us >= 0.07 && v <= squeeze) return k;
    if (k < 0 || (us < 0.013 && v > us)) continue;
    const left = log((v * inverseAlpha) / (a / (us * us) + b));
    if (left <= k * logMean - mean - logGamma(k + 1)) return k;
  }
}
