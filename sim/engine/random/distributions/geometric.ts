import { log, log1p } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/**
 * Failures before the first success in independent trials, by inversion: 0, 1, 2 … with mean (1 - p) / p.
 * @param probability of a success, above 0 and up to 1
 * @throws RangeError on another probability
 */
export function geometric(stream: RandomStream, index: number, probability: number): number {
  if (!(probability > 0 && probability <= 1))
    parameterError('probability', probability, 'a number above 0 and up to 1 is needed');
  if (probability === 1) return 0;
  return Math.floor(log(stream.uniform53(index)) / log1p(-probability));
}
