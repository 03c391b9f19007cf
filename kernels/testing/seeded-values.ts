import { hashCounter } from './hash-counter.ts';

/** How values are drawn: tame, small whole numbers (sums are exact), or chosen to break kernels. */
export type ValueStyle = 'uniform' | 'integer' | 'adversarial';

/** Awkward but finite, and small enough that a product of two, summed over a row, stays finite in float32. */
const awkward = [0, -0, 1, -1, 1e15, -1e15, 1e-30, -1e-30, 2 ** -126, 2 ** -149, -(2 ** -149), 16777217, 0.1];

/**
 * Seeded float32 values.
 * @param density share of values that are not zero
 */
export function seededValues(seed: number, length: number, style: ValueStyle, density = 1): Float32Array {
  const out = new Float32Array(length);
  for (let i = 0; i < length; i++) {
    const h = hashCounter(seed, i);
    if (hashCounter(seed ^ 0x5bd1e995, i) >= density * 2 ** 32) continue;
    if (style === 'integer') out[i] = (h % 17) - 8;
    else if (style === 'uniform' || h % 2 === 0) out[i] = h / 2 ** 31 - 1;
    else out[i] = awkward[(h >>> 1) % awkward.length]!;
  }
  return out;
}

/** A seeded permutation of 0 … n-1. */
export function seededOrder(seed: number, n: number): Int32Array {
  const keys = Float64Array.from({ length: n }, (_, i) => hashCounter(seed, i));
  return Int32Array.from({ length: n }, (_, i) => i).sort((a, b) => keys[a]! - keys[b]! || a - b);
}
