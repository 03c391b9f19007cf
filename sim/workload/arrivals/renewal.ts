import { exponential } from '../../engine/random/distributions/exponential.ts';
import { gamma } from '../../engine/random/distributions/gamma.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { GrowingTimes } from './growing-times.ts';

/**
 * Requests with independent gaps in [0, horizonNs), whole ns, ascending. Gaps are gamma distributed with the
 * coefficient of variation given: 1 is a Poisson process, below it is steadier, above it comes in bunches. Counts over
 * long times have the index of dispersion `variation`^2 (Cox and Lewis 1966, section 4.4). The process is stationary:
 * time 0 falls into a gap as likely as the gap is long, so that the mean count is exact over any horizon.
 * @param variation standard deviation of the gaps over their mean, [0.05, 20]
 */
export function renewal(meanGapNs: number, variation: number, horizonNs: number, seed: number): Float64Array {
  if (!(variation >= 0.05 && variation <= 20))
    throw new RangeError(`variation is ${variation}; a coefficient of variation from 0.05 to 20 is allowed`);
  const draws = new RandomStream(seed, 'arrivals', 'gaps');
  const times = new GrowingTimes(horizonNs / meanGapNs);
  const shape = 1 / (variation * variation);
  const scale = meanGapNs / shape;
  const gap = (index: number) =>
    variation === 1 ? exponential(draws, index, meanGapNs) : gamma(draws, index, shape, scale);
  // What is left of a gap that covers time 0: a uniform share of a gap drawn by its length.
  const left = new RandomStream(seed, 'arrivals', 'phase').uniform53(0);
  let at = variation === 1 ? gap(0) : left * gamma(draws, 0, shape + 1, scale);
  for (let index = 1; at < horizonNs; index++) {
    times.push(at);
    at += gap(index);
  }
  return times.take();
}
