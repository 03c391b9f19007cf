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
    const { rows, cols } = weights;
    const extreme = {
      rows,
      cols,
      values: weights.values.map((value) => Math.sign(value) * 127),
    };
    // Every product at the end of the range and of one sign, but a few that make the sums odd.
    const full = { rows, cols, values: new Float32Array(rows * cols).fill(127) };
    const [end, odd] = draw(1) % 2 ? [127, 1] : [-128, -1];
    const aligned = x.map((_, i) => ((i * 7) % 11 ? end! : odd!)) as Int8Array;
    for (const [dense, inputs] of [
      [extreme, x],
      [extreme, aligned],
      [full, aligned],
    ] as const) {
      for (const matrix of load(dense)) {
        const expected = matmulReference(dense, inputs, n);
        expectClose(await multiply(matrix, inputs), expected, expected, null, matrix.what, n);
      }
    }
  },
};
