import type { KernelLaw } from '../kernel-law.ts';
import { seededOrder } from '../seeded-values.ts';

/** Permuting the rows of W permutes the rows of Y: a row's result does not depend on its place or its neighbours. */
export const rowPermutation: KernelLaw = {
  id: 'row-permutation',
  name: 'permutation of the rows of W',
  async holds({ weights, x, n, spec, load, multiply, expect }) {
    const { rows, cols } = weights;
    const order = seededOrder(spec.seed + 1, rows);
    const permute = <T extends Float32Array | Int32Array>(m: T, width: number) =>
      m.map((_, i) => m[order[Math.floor(i / width)]! * width + (i % width)]!) as T;
    const dense = { rows, cols, values: permute(weights.values, cols) };
    const [before, after] = [load(weights)[0], load(dense, 1)[0]];
    if (!before || !after) return;
    const expected = permute(await multiply(before, x), n);
    expect(await multiply(after, x), expected, { dense, x }, `${after.what}, rows permuted`);
  },
};
