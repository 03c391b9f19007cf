import type { KernelLaw } from '../kernel-law.ts';
import { isSingle, kernelProducts } from '../kernel-product.ts';
import { seededOrder } from '../seeded-values.ts';

/** Permuting the columns of X permutes the columns of Y: a sample's result does not depend on its place. */
export const permutation: KernelLaw = {
  id: 'permutation',
  name: 'permutation of the columns of X',
  products: kernelProducts.filter((product) => !isSingle(product)),
  async holds({ weights, x, n, spec, load, multiply, expect }) {
    const order = seededOrder(spec.seed, n);
    const permute = <T extends Float32Array | Int8Array | Int32Array>(m: T) =>
      m.map((_, i) => m[Math.floor(i / n) * n + order[i % n]!]!) as T;
    const moved = permute(x);
    for (const matrix of load(weights)) {
      const expected = permute(await multiply(matrix, x));
      expect(await multiply(matrix, moved), expected, { dense: matrix.dense, x: moved }, matrix.what);
    }
  },
};
