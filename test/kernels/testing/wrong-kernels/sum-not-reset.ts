import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Starts each row's sum where the row before ended. */
export const sumNotReset: MatrixKernel = {
  name: 'sum-not-reset',
  csr({ rows, cols, rowPointers, columns, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let r = 0; r < rows; r++) {
        if (rowPointers[r] === rowPointers[r + 1]) sum = 0;
        for (let e = rowPointers[r]!; e < rowPointers[r + 1]!; e++)
          sum = Math.fround(sum + Math.fround(values[e]! * x[columns[e]! * n + j]!));
        y[r * n + j] = sum;
      }
    }
    return y;
  },
};
