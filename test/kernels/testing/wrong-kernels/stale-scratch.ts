import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

let scratch = new Float64Array(0);

/** Clears its scratch memory only when it grows. */
export const staleScratch: MatrixKernel = {
  name: 'stale-scratch',
  dense({ rows, cols, values }, x, n) {
    checkOperand(cols, x, n);
    if (scratch.length < rows * n) scratch = new Float64Array(rows * n);
    else if (scratch.length < 2 * rows * n) scratch.fill(0);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols; c++) {
        for (let j = 0; j < n; j++) scratch[r * n + j]! += values[r * cols + c]! * x[c * n + j]!;
      }
    }
    return Float32Array.from(scratch.subarray(0, rows * n));
  },
};
