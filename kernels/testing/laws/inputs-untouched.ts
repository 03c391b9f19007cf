import { isDeepStrictEqual } from 'node:util';
import type { KernelLaw } from '../kernel-law.ts';
import { bytesOf } from '../same-bits.ts';

/** Neither the weights nor X are written to. */
export const inputsUntouched: KernelLaw = {
  id: 'inputs-untouched',
  name: 'operands stay as they are',
  async holds({ weights, x, load, multiply }) {
    for (const matrix of load(weights)) {
      const [format, bytes] = [structuredClone(matrix.format), bytesOf(x)];
      await multiply(matrix, x);
      const wrong = bytesOf(x).findIndex((byte, i) => byte !== bytes[i]);
      if (wrong >= 0) {
        const place = Math.floor(wrong / x.BYTES_PER_ELEMENT);
        throw new Error(
          `${matrix.what}: the kernel writes to X; value ${place} is ${x[place]} after the call`,
        );
      }
      if (!isDeepStrictEqual(format, matrix.format))
        throw new Error(`${matrix.what}: the kernel writes to the weights`);
    }
  },
};
