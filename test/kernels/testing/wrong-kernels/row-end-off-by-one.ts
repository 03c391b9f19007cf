import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Takes the row pointer of the next row for the last entry of this one. */
export const rowEndOffByOne: MatrixKernel = {
  name: 'row-end-off-by-one',
  csr({ rows, cols, rowPointers, columns, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let e = rowPointers[r]!; e <= rowPointers[r + 1]! && e < values.length; e++) {
        for (let j = 0; j < n; j++) y[r * n + j]! += Math.fround(values[e]! * x[columns[e]! * n + j]!);
      }
    }
    return y;
  },
};
