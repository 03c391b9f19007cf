import type { KernelLaw } from '../kernel-law.ts';

/** Every product, at every level, agrees with float64 within the tolerance of a float32 sum; int8 agrees exactly. */
export const referenceAgreement: KernelLaw = {
  id: 'reference',
  name: 'agreement with the float64 reference',
  async holds({ weights, x, load, multiply, expectProduct }) {
    for (const matrix of load(weights)) expectProduct(await multiply(matrix, x), matrix, x);
  },
};
