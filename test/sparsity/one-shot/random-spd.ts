import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

/** A seeded covariance of correlated variables, [size][size]. */
export function randomSpd(size: number, seed: number): Float64Array {
  const draws = new RandomStream(seed, 'spd', 'test');
  const factors = Float64Array.from({ length: size * size }, (_, i) => draws.uniform(i) - 0.4);
  const out = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      for (let k = 0; k < size; k++) out[i * size + j]! += factors[i * size + k]! * factors[j * size + k]!;
      out[i * size + j]! /= size;
    }
    out[i * size + i]! += 0.05;
  }
  return out;
}
