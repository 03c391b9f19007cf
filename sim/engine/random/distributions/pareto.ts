import { exp, log } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { requirePositive } from './parameter-error.ts';

/**
 * Pareto draw by inversion, at least the scale and in its unit: P(X > x) = (scale / x)^shape. The mean is infinite up
 * to shape 1, the variance up to shape 2; means of draws then never settle.
 * @throws RangeError unless shape and scale are positive
 */
export function pareto(stream: RandomStream, index: number, shape: number, scale: number): number {
  requirePositive('shape', shape);
  requirePositive('scale', scale);
  return scale * exp(-log(stream.uniform53(index)) / shape);
}
