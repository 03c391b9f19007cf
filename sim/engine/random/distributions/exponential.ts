import { log } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { requirePositive } from './parameter-error.ts';

/**
 * Exponential draw in the unit of its mean, above 0 and at most 36.8 means.
 * @param mean positive
 * @throws RangeError on another mean
 */
export function exponential(stream: RandomStream, index: number, mean: number): number {
  requirePositive('mean', mean);
  return mean * -log(stream.uniform53(index));
}
