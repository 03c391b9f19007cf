import { log } from '../../engine/random/portable-math.ts';
import { RandomStream } from '../../engine/random/random-stream.ts';
import { GrowingTimes } from './growing-times.ts';

/** Requests that come only while something moves in front of the camera. */
export interface MotionTriggered {
  /** Share of the horizon with motion, (0, 1]; at 1 requests come all the time. */
  readonly activeShare: number;
  /** Mean length of a window of motion, ns (exponential). */
  readonly meanMotionNs: number;
  /** Mean time between requests inside a window, ns. */
  readonly meanInterarrivalNs: number;
  /** `periodic`: frames at a fixed rate with jitter; `poisson`: exponential gaps. */
  readonly pattern: 'periodic' | 'poisson';
  /** Largest deviation of a frame from its time, as a share of the period, [0, 1); for `periodic`. */
  readonly jitter: number;
}

/**
 * Times of all requests in [0, horizonNs), whole ns, ascending. Windows of motion and of rest alternate, both
 * exponential; the process starts in its stationary state. A pure function of its arguments, the same on every machine.
 * @throws RangeError on a share, mean, rate or jitter outside its range
 */
export function motionTriggered(process: MotionTriggered, horizonNs: number, seed: number): Float64Array {
  check(process);
  const { activeShare, meanMotionNs, meanInterarrivalNs, pattern, jitter } = process;
  const windows = new RandomStream(seed, 'arrivals', 'windows');
  const gaps = new RandomStream(seed, 'arrivals', 'gaps');
  const meanRestNs = (meanMotionNs * (1 - activeShare)) / activeShare;
  const times = new GrowingTimes((activeShare * horizonNs) / meanInterarrivalNs);
  let draw = 0;
  let window = 1;
  let moving = windows.uniform(0) < activeShare;
  let at = 0;
  while (at < horizonNs) {
    const mean = moving ? meanMotionNs : meanRestNs;
    const length = activeShare === 1 ? horizonNs : mean * -log(windows.uniform(window++));
    const end = Math.min(at + length, horizonNs);
    if (moving && pattern === 'poisson') {
      for (let t = at; ; ) {
        t += meanInterarrivalNs * -log(gaps.uniform(draw++));
        if (t >= end) break;
        times.push(t);
      }
    } else if (moving) {
      const phase = gaps.uniform(draw++);
      for (let frame = 0; ; frame++) {
        const early = jitter * gaps.uniform(draw++);
        const t = at + (phase + frame + jitter - early) * meanInterarrivalNs;
        if (t >= end) break;
        times.push(t);
      }
    }
    at = end;
    moving = !moving;
  }
  return times.take();
}

function check({ activeShare, meanMotionNs, meanInterarrivalNs, jitter }: MotionTriggered): void {
  if (!(activeShare > 0 && activeShare <= 1))
    throw new RangeError(`activeShare is ${activeShare}; a share above 0 and up to 1 is allowed`);
  if (!(meanMotionNs > 0 && meanMotionNs < Number.POSITIVE_INFINITY))
    throw new RangeError(`meanMotionNs is ${meanMotionNs}; give a positive number of ns`);
  if (!(meanInterarrivalNs >= 1 && meanInterarrivalNs < Number.POSITIVE_INFINITY))
    throw new RangeError(`meanInterarrivalNs is ${meanInterarrivalNs}; give 1 ns or more (a positive rate)`);
  if (!(jitter >= 0 && jitter < 1))
    throw new RangeError(`jitter is ${jitter}; a share from 0 to below 1 is allowed`);
}
