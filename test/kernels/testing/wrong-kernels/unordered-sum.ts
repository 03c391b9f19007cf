import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

let calls = 0;

/** Begins the sum at another column in each call, as threads that race do: right, but never the same twice. */
export const unorderedSum: MatrixKernel = {
  name: 'unordered-sum',
  dense({ rows, cols, values }, x, n) {
    checkOperand(cols, x, n);
    calls++;
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let k = 0; k < cols; k++) {
        const c = (k + calls) % cols;
        for (let j = 0; j < n; j++) y[r * n + j]! += Math.fround(values[r * cols + c]! * x[c * n + j]!);
      }
    }
    return y;
  },
};
