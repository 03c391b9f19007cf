import type { KernelLaw } from '../kernel-law.ts';
import type { Operand } from '../loaded-matrix.ts';
import { seededOrder } from '../seeded-values.ts';

/** Permuting the columns of W together with the rows of X changes nothing but the order of the sum. */
export const inputPermutation: KernelLaw = {
  id: 'input-permutation',
  name: 'permutation of the inputs',
  async holds({ weights, x, n, product, spec, load, multiply, expect }) {
    const { rows, cols } = weights;
    // Running backwards keeps the groups of N:M together.
    const order =
      product === 'nm'
        ? Int32Array.from({ length: cols }, (_, c) => cols - 1 - c)
        : seededOrder(spec.seed + 2, cols);
    const values = weights.values.map((_, i) => weights.values[i - (i % cols) + order[i % cols]!]!);
    const moved = x.map((_, i) => x[order[Math.floor(i / n)]! * n + (i % n)]!) as Operand;
    const dense = { rows, cols, values };
    const [before, after] = [load(weights)[0], load(dense, 1)[0]];
    if (!before || !after) return;
    const expected = await multiply(before, x);
    expect(await multiply(after, moved), expected, { dense, x: moved }, `${after.what}, inputs permuted`);
  },
};
