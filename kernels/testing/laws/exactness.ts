import { matmulReference } from '../../ops/matmul/reference.ts';
import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { kernelProducts } from '../kernel-product.ts';

/**
 * Whole numbers whose sums stay under 2^24 multiply exactly, in any order of summation: a lost term or a sum that is
 * rounded more coarsely than float32 shows at once.
 */
export const exactness: KernelLaw = {
  id: 'exactness',
  name: 'exactness on whole numbers',
  products: kernelProducts.filter((product) => product !== 'int8'),
  values: ['integer', 'coarse'],
  async holds({ weights, x, n, load, multiply }) {
    for (const matrix of load(weights)) {
      const expected = matmulReference(matrix.dense, x, n);
      expectClose(await multiply(matrix, x), expected, expected, null, matrix.what, n);
    }
  },
};
