import type { RandomStream } from '../random-stream.ts';
import { gamma } from './gamma.ts';
import { parameterError, requirePositive } from './parameter-error.ts';

/**
 * Erlang draw: the sum of `stages` independent exponential times of equal mean, in the unit of the mean of the sum.
 * Its variance is mean^2 / stages. Drawn as a gamma variable, in the same time for any number of stages.
 * @param stages whole number from 1 @param mean of the sum, positive
 * @throws RangeError on another number of stages or mean
 */
export function erlang(stream: RandomStream, index: number, stages: number, mean: number): number {
  if (!(Number.isSafeInteger(stages) && stages >= 1))
    parameterError('stages', stages, 'a whole number from 1 is needed');
  requirePositive('mean', mean);
  return gamma(stream, index, stages, mean / stages);
}
