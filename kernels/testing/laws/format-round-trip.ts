import { expectClose } from '../expect-close.ts';
import type { KernelLaw } from '../kernel-law.ts';
import { isSingle } from '../kernel-product.ts';

/** W I = W: reading a format column by column gives every stored value back, exactly, and nothing else. */
export const formatRoundTrip: KernelLaw = {
  id: 'round-trip',
  name: 'format round trip, W I = W',
  async holds({ weights, product, load, draw, multiply, operand }) {
    const { rows, cols } = weights;
    // A stretch of the identity of at most 40 columns keeps long matrices cheap.
    const width = isSingle(product) ? Math.min(1, cols) : Math.min(40, cols);
    const first = cols > width ? draw(1) % (cols - width + 1) : 0;
    if (width === 0) return;
    const identity = operand(0, cols, width).fill(0);
    for (let j = 0; j < width; j++) identity[(first + j) * width + j] = 1;
    for (const matrix of load(weights)) {
      const expected = Float64Array.from(
        { length: rows * width },
        (_, i) => matrix.dense.values[Math.floor(i / width) * cols + first + (i % width)]!,
      );
      const found = await multiply(matrix, identity, width);
      expectClose(found, expected, expected, null, `${matrix.what}, W I from column ${first}`, width);
    }
  },
};
