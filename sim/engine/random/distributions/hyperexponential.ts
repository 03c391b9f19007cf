import { log } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError, requirePositive } from './parameter-error.ts';

/**
 * Exponential draw whose mean is itself drawn: the k-th of `means` with probability weights[k] / sum of weights. More
 * variable than an exponential one, for bursty gaps and service times. Takes lanes 0 and 1 of its index.
 * @param weights not negative, not all 0 @param means positive, one per weight, in the unit of the draw
 * @throws RangeError on other weights or means
 */
export function hyperexponential(
  stream: RandomStream,
  index: number,
  weights: readonly number[],
  means: readonly number[],
): number {
  if (weights.length !== means.length)
    parameterError('means', `of length ${means.length}`, `one per weight is needed: ${weights.length}`);
  let total = 0;
  for (let k = 0; k < weights.length; k++) {
    if (!(weights[k]! >= 0)) parameterError(`weights[${k}]`, weights[k], '0 or a positive number is needed');
    requirePositive(`means[${k}]`, means[k]!);
    total += weights[k]!;
  }
  requirePositive('sum of weights', total);
  const at = stream.uniform53(index, 1) * total;
  let branch = 0;
  for (let sum = weights[0]!; at >= sum && branch < weights.length - 1; ) sum += weights[++branch]!;
  return means[branch]! * -log(stream.uniform53(index));
}
