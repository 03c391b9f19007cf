import { logGamma } from '../engine/random/log-gamma.ts';
import { exp, log } from '../engine/random/portable-math.ts';
import { betaFraction } from './beta-fraction.ts';

/**
 * Probability of at most `most` successes in `trials` independent trials, as an incomplete beta function (Abramowitz
 * and Stegun 26.5.24). The same bits on every machine.
 * @param most whole number from 0 @param trials whole number above `most` @param p of a success, from above 0 to below 1
 */
export function atMostSuccesses(most: number, trials: number, p: number): number {
  const a = trials - most;
  const b = most + 1;
  const x = 1 - p;
  const front = exp(a * log(x) + b * log(p) + logGamma(a + b) - logGamma(a) - logGamma(b));
  // The fraction converges fast on its own side of the mean of the beta distribution.
  if (x < (a + 1) / (a + b + 2)) return (front * betaFraction(x, a, b)) / a;
  return 1 - (front * betaFraction(p, b, a)) / b;
}
