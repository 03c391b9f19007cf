import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/**
 * Uniform draw between two finite ends; an end itself comes only by rounding.
 * @throws RangeError unless low < high
 */
export function uniform(stream: RandomStream, index: number, low: number, high: number): number {
  if (!(low < high && high - low < Number.POSITIVE_INFINITY))
    parameterError('low to high', `${low} to ${high}`, 'low must be below high, both finite');
  return low + (high - low) * stream.uniform53(index);
}
