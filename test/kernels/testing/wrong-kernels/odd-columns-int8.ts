import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Reads both inputs of a pair where the matrix ends after the first. */
export const oddColumnsInt8: MatrixKernel = {
  name: 'odd-columns-int8',
  int8({ rows, cols, rowPointers, pairs, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Int32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let j = 0; j < n; j++) {
        let sum = 0;
        for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
          const [at, c] = [b * 8 + (r & 3) * 2, pairs[b]! * 2];
          sum += values[at]! * x[c * n + j]! + values[at + 1]! * x[(c + 1) * n + j]!;
        }
        y[r * n + j] = sum;
      }
    }
    return y;
  },
};
