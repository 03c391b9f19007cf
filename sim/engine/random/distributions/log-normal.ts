import { normalQuantile } from '../normal-quantile.ts';
import { exp } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { parameterError, requirePositive } from './parameter-error.ts';

/**
 * Draw whose natural logarithm is normal. Its own mean is exp(logMean + logDeviation^2 / 2), its median exp(logMean).
 * @param logMean mean of the logarithm @param logDeviation standard deviation of the logarithm, positive
 * @throws RangeError on a logMean that is not finite or another logDeviation
 */
export function logNormal(
  stream: RandomStream,
  index: number,
  logMean: number,
  logDeviation: number,
): number {
  if (!Number.isFinite(logMean)) parameterError('logMean', logMean, 'a finite number is needed');
  requirePositive('logDeviation', logDeviation);
  return exp(logMean + logDeviation * normalQuantile(stream.uniform53(index)));
}
