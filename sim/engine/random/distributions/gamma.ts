import { normalQuantile } from '../normal-quantile.ts';
import { log, pow } from '../portable-math.ts';
import type { RandomStream } from '../random-stream.ts';
import { requirePositive } from './parameter-error.ts';

/**
 * Gamma draw of mean shape * scale and variance shape * scale^2, in the unit of the scale (Marsaglia and Tsang 2000,
 * ACM TOMS 26(3), with their step for shapes below 1). A draw takes one index: its attempts, 1.05 at most on average,
 * take lanes 1, 2, 3 … of it. Shapes under 0.01 give draws that may round to 0.
 * @throws RangeError unless shape and scale are positive
 */
export function gamma(stream: RandomStream, index: number, shape: number, scale: number): number {
  requirePositive('shape', shape);
  requirePositive('scale', scale);
  if (shape >= 1) return scale * standardGamma(stream, index, shape);
  return scale * standardGamma(stream, index, shape + 1) * pow(stream.uniform53(index), 1 / shape);
}

function standardGamma(stream: RandomStream, index: number, shape: number): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (let lane = 1; ; lane += 2) {
    const z = normalQuantile(stream.uniform53(index, lane));
    const root = 1 + c * z;
    if (root <= 0) continue;
    const v = root * root * root;
    const u = stream.uniform53(index, lane + 1);
    const zz = z * z;
    // Most attempts end here: the first bound spares two logarithms.
    if (u < 1 - 0.0331 * zz * zz || log(u) < 0.5 * zz + d * (1 - v + log(v))) return d * v;
  }
}
