import { log, pow } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { requirePositive } from './parameter-error.ts';

/**
 * Weibull draw by inversion, in the unit of the scale: P(X > x) = exp(-(x / scale)^shape). Shape 1 is exponential.
 * @throws RangeError unless shape and scale are positive
 */
export function weibull(stream: RandomStream, index: number, shape: number, scale: number): number {
  requirePositive('shape', shape);
  requirePositive('scale', scale);
  return scale * pow(-log(stream.uniform53(index)), 1 / shape);
}
