import type { MatrixKernel } from '../../backends/matrix-kernel.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { type KernelProduct, offeredProducts } from '../kernel-product.ts';
import { kernelTrial } from '../kernel-trial.ts';

/** The product of a kernel that the others are held against. */
const baseOf = (kernel: MatrixKernel): KernelProduct => offeredProducts(kernel)[0]!;

/** Two products of one matrix in two formats agree: whatever the format, it is the same matrix. */
export const productAgreement: KernelLaw = {
  id: 'product-agreement',
  name: 'agreement of the products with each other',
  applies: (kernel, product) => product !== baseOf(kernel),
  also: (kernel) => [baseOf(kernel)],
  async holds({ kernel, product, spec, options, weights, x, n, load, multiply }) {
    const base = kernelTrial(kernel, baseOf(kernel), spec, options, [product]);
    const [mine, other] = [load(weights)[0], base.load(weights)[0]];
    if (!mine || !other) return;
    const [found, expected] = [await multiply(mine, x), await base.multiply(other, Float32Array.from(x), n)];
    const given = { dense: weights, x, n, terms: 2 * weights.cols };
    // int8 comes last in the order of products, so that the base is a float32 product.
    base.expect(found, expected, given, `${mine.what} against ${other.what}`);
  },
};
