import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/**
 * True with the given probability.
 * @param probability from 0 to 1
 * @throws RangeError on another probability
 */
export function bernoulli(stream: RandomStream, index: number, probability: number): boolean {
  if (!(probability >= 0 && probability <= 1))
    parameterError('probability', probability, 'a number from 0 to 1 is needed');
  return stream.uniform53(index) < probability;
}
