import type { MatrixKernel } from '../../../../kernels/index.ts';

/** Trusts that X has the size it should. */
export const sizeUnchecked: MatrixKernel = {
  name: 'size-unchecked',
  dense({ rows, cols, values }, x, n) {
    const y = new Float32Array(rows * n);
    for (let i = 0; i < rows * cols; i++) {
      const to = Math.floor(i / cols) * n;
      for (let j = 0; j < n; j++) y[to + j]! += Math.fround(values[i]! * x[(i % cols) * n + j]!);
    }
    return y;
  },
};
