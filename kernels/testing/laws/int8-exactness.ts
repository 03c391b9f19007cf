import { matmulReference } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';

/**
 * int8 products are exact 32-bit sums at the ends of their range too, weights ±127 and inputs -128 and 127: nothing
 * saturates, nothing is kept in 16 bits, and the scales of the rows are left out.
 */
export const int8Exactness: KernelLaw = {
  id: 'int8-exactness',
  name: 'exactness of int8 sums',
  products: ['int8'],
  async holds({ weights, x, n, load, draw, multiply }) {
    const sign = draw(1) % 2 ? 1 : -1;
    const extreme = {
      ...weights,
      values: weights.values.map((value) => (value === 0 ? 0 : Math.sign(value) * 127)),
    };
    const aligned = x.map((_, i) => (i % 3 ? (sign > 0 ? 127 : -128) : sign)) as Int8Array;
    const positive = { ...weights, values: extreme.values.map(Math.abs) };
    for (const [dense, inputs] of [
      [extreme, x],
      [extreme, aligned],
      [positive, aligned],
    ] as const) {
      for (const matrix of load(dense)) {
        const expected = matmulReference(dense, inputs, n);
        expectClose(await multiply(matrix, inputs), expected, expected, null, matrix.what, n);
      }
    }
  },
};
