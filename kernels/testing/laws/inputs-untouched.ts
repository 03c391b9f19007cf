import { isDeepStrictEqual } from 'node:util';
import type { KernelLaw } from '../kernel-law.ts';
import { bytesOf } from '../same-bits.ts';

/** Neither the weights nor X are written to, with a gate that leaves inputs out neither. */
export const inputsUntouched: KernelLaw = {
  id: 'inputs-untouched',
  name: 'operands stay as they are',
  async holds({ weights, x, n, product, load, multiply }) {
    const largest = Math.max(0, ...x.map(Math.abs));
    for (const matrix of load(weights)) {
      for (const threshold of product === 'columns' ? [0, largest] : [0]) {
        const [format, bytes] = [structuredClone(matrix.format), bytesOf(x)];
        await multiply(matrix, x, n, threshold);
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
    }
  },
};
