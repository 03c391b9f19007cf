import { exponential } from '../../engine/random/distributions/exponential.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { GrowingTimes } from './growing-times.ts';

const hourNs = 3.6e12;

/**
 * Independent requests whose rate changes by the hour and repeats after the last, in [0, horizonNs), whole ns,
 * ascending: a Poisson process at the highest rate, thinned (Lewis and Shedler 1979), which is exact.
 * @param meanGapNs mean gap over the whole profile @param hourly rates relative to each other, from 0 on, one positive
 * @param startHour hour of the profile at which the run begins
 */
export function diurnal(
  meanGapNs: number,
  hourly: readonly number[],
  startHour: number,
  horizonNs: number,
  seed: number,
): Float64Array {
  const odd = hourly.find((rate) => !(rate >= 0 && rate < Number.POSITIVE_INFINITY));
  if (odd !== undefined) throw new RangeError(`an hour has the rate ${odd}; give 0 or more`);
  const sum = hourly.reduce((total, rate) => total + rate, 0);
  if (!(sum > 0)) throw new RangeError('no hour has a rate above 0; give one');
  if (!(Number.isInteger(startHour) && startHour >= 0))
    throw new RangeError(`startHour is ${startHour}; give a whole number from 0 on`);
  const most = Math.max(...hourly);
  const gaps = new RandomStream(seed, 'arrivals', 'gaps');
  const thinning = new RandomStream(seed, 'arrivals', 'thinning');
  const times = new GrowingTimes(horizonNs / meanGapNs);
  const leastGapNs = (meanGapNs * sum) / hourly.length / most;
  let at = 0;
  for (let index = 0; ; index++) {
    at += exponential(gaps, index, leastGapNs);
    if (at >= horizonNs) return times.take();
    const rate = hourly[(startHour + Math.floor(at / hourNs)) % hourly.length]!;
    if (thinning.uniform53(index) * most < rate) times.push(at);
  }
}
