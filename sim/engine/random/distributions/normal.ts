import { normalQuantile } from '../normal-quantile.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError, requirePositive } from './parameter-error.ts';

/**
 * Normal draw by inversion, within 8.2 deviations of the mean: a larger uniform number always gives a larger draw, so
 * common random numbers stay paired.
 * @param deviation standard deviation, positive, in the unit of the mean
 * @throws RangeError on a mean that is not finite or another deviation
 */
export function normal(stream: RandomStream, index: number, mean: number, deviation: number): number {
  if (!Number.isFinite(mean)) parameterError('mean', mean, 'a finite number is needed');
  requirePositive('deviation', deviation);
  return mean + deviation * normalQuantile(stream.uniform53(index));
}
