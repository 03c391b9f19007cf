import { RandomStream } from '../../engine/random/random-stream.ts';
import { GrowingTimes } from './growing-times.ts';

/**
 * Frames at a steady rate in [0, horizonNs), whole ns, ascending: the first at a random phase, each up to `jitter`
 * periods before or after its time (uniform), so that the mean rate is exact.
 * @param jitter share of the period, [0, 0.5]: beyond, frames could overtake each other
 */
export function periodic(periodNs: number, jitter: number, horizonNs: number, seed: number): Float64Array {
  if (!(jitter >= 0 && jitter <= 0.5))
    throw new RangeError(`jitter is ${jitter}; a share of the period from 0 to 0.5 is allowed`);
  const draws = new RandomStream(seed, 'arrivals', 'gaps');
  const times = new GrowingTimes(horizonNs / periodNs);
  const phase = draws.uniform53(0);
  for (let frame = -1; ; frame++) {
    const due = (phase + frame) * periodNs;
    if (due - jitter * periodNs >= horizonNs) break;
    const at = due + jitter * (2 * draws.uniform53(frame + 2) - 1) * periodNs;
    if (at >= 0 && at < horizonNs) times.push(at);
  }
  return times.take();
}
