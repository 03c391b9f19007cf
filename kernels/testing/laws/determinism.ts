import type { KernelLaw } from '../kernel-law.ts';
import { expectSameBits } from '../same-bits.ts';

/** The same call gives the same bits, four times over: the order of summation does not depend on chance. */
export const determinism: KernelLaw = {
  id: 'determinism',
  name: 'the same call gives the same bits',
  async holds({ weights, x, load, multiply }) {
    for (const matrix of load(weights)) {
      const first = await multiply(matrix, x);
      for (let call = 2; call <= 4; call++)
        expectSameBits(await multiply(matrix, x), first, `${matrix.what}, call ${call} of the same`);
    }
  },
};
