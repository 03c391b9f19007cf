import type { ArrivalShape } from './arrival-shape.ts';
import { diurnal } from './diurnal.ts';
import { mmpp } from './mmpp.ts';
import { motionTriggered } from './motion-triggered.ts';
import { periodic } from './periodic.ts';
import { recorded } from './recorded.ts';
import { renewal } from './renewal.ts';

/**
 * Times of all requests in [0, horizonNs), whole ns, ascending: a pure function of its arguments, the same on every
 * machine. A policy is not among them, so that all policies see the same requests under one seed.
 * @param meanGapNs mean time between requests, 1 ns or more; of `motion-triggered` the one inside a window of motion
 * @throws RangeError on a value out of range, naming it
 */
export function arrivalTimes(
  shape: ArrivalShape,
  meanGapNs: number,
  horizonNs: number,
  seed: number,
): Float64Array {
  if (!(meanGapNs >= 1 && meanGapNs < Number.POSITIVE_INFINITY))
    throw new RangeError(`the mean time between requests is ${meanGapNs} ns; give 1 ns or more`);
  switch (shape.kind) {
    case 'motion-triggered':
      return motionTriggered({ ...shape, meanInterarrivalNs: meanGapNs }, horizonNs, seed);
    case 'periodic':
      return periodic(meanGapNs, shape.jitter, horizonNs, seed);
    case 'poisson':
      return renewal(meanGapNs, 1, horizonNs, seed);
    case 'gamma':
      return renewal(meanGapNs, shape.variation, horizonNs, seed);
    case 'mmpp':
      return mmpp(meanGapNs, shape.states, horizonNs, seed);
    case 'diurnal':
      return diurnal(meanGapNs, shape.hourly, shape.startHour, horizonNs, seed);
    case 'trace':
      return recorded(shape, meanGapNs, horizonNs);
  }
}
