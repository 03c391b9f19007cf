import { logGamma } from '../engine/random/log-gamma.ts';
import { normalQuantile } from '../engine/random/normal-quantile.ts';
import { exp, log } from '../engine/random/portable-math.ts';
import { betaFraction } from './beta-fraction.ts';

/**
 * Quantile of Student's t distribution: by Newton's method, kept in a shrinking interval, on its distribution function
 * as an incomplete beta function (Abramowitz and Stegun 26.7.1). Relative error below 1e-11 up to 1,000 degrees of
 * freedom, below 1e-8 up to a million. The same bits on every machine.
 * @param p from above 0 to below 1 @param degrees degrees of freedom, 1 or more
 * @throws RangeError on another p or another number of degrees
 */
export function studentTQuantile(p: number, degrees: number): number {
  if (!(p > 0 && p < 1)) throw new RangeError(`p is ${p}; a number above 0 and below 1 is needed`);
  if (!(degrees >= 1 && degrees < Number.POSITIVE_INFINITY))
    throw new RangeError(`degrees is ${degrees}; a number from 1 is needed`);
  if (p === 0.5) return 0;
  const tail = Math.min(p, 1 - p);
  const t = upperQuantile(tail, degrees);
  return p < 0.5 ? -t : t;
}

/** The t > 0 that is exceeded with probability `tail`. */
function upperQuantile(tail: number, degrees: number): number {
  const logBeta = logGamma(degrees / 2) + logGamma(0.5) - logGamma((degrees + 1) / 2);
  let low = 0;
  let high = 1;
  while (exceeds(high, degrees, logBeta) > tail) {
    low = high;
    high *= 2;
  }
  let t = Math.min(Math.max(-normalQuantile(tail), low), high);
  for (let step = 0; step < 60; step++) {
    const off = exceeds(t, degrees, logBeta) - tail;
    if (off > 0) low = t;
    else high = t;
    const logDensity = -logBeta - 0.5 * log(degrees) - ((degrees + 1) / 2) * log(1 + (t * t) / degrees);
    const newton = t + off / exp(logDensity);
    const next = newton > low && newton < high ? newton : (low + high) / 2;
    if (Math.abs(next - t) <= 1e-15 * t) return next;
    t = next;
  }
  return t;
}

/** P(T > t) for t > 0: half the incomplete beta function at degrees / (degrees + t^2). */
function exceeds(t: number, degrees: number, logBeta: number): number {
  const square = t * t;
  const x = degrees / (degrees + square);
  const y = square / (degrees + square);
  const front = exp((degrees / 2) * log(x) + 0.5 * log(y) - logBeta);
  // The fraction converges fast on its own side of the mean of the beta distribution.
  if (x < (degrees / 2 + 1) / (degrees / 2 + 2.5))
    return (front * betaFraction(x, degrees / 2, 0.5)) / degrees;
  return 0.5 - front * betaFraction(y, 0.5, degrees / 2);
}
