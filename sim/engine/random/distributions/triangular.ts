import type { RandomStream } from '../random-stream.ts';
import { parameterError } from './parameter-error.ts';

/**
 * Triangular draw by inversion: density rising from `low` to `mode` and falling to `high`.
 * @throws RangeError unless low <= mode <= high, low < high, all finite
 */
export function triangular(
  stream: RandomStream,
  index: number,
  low: number,
  mode: number,
  high: number,
): number {
  const width = high - low;
  if (!(low <= mode && mode <= high && width > 0 && width < Number.POSITIVE_INFINITY))
    parameterError('low, mode, high', `${low}, ${mode}, ${high}`, 'they must ascend, with low below high');
  const u = stream.uniform53(index);
  if (u * width < mode - low) return low + Math.sqrt(u * width * (mode - low));
  return high - Math.sqrt((1 - u) * width * (high - mode));
}
