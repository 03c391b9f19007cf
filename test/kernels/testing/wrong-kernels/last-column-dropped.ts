import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Stops one column early. */
export const lastColumnDropped: MatrixKernel = {
  name: 'last-column-dropped',
  dense({ rows, cols, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let c = 0; c < cols - 1; c++) {
        for (let j = 0; j < n; j++) y[r * n + j]! += Math.fround(values[r * cols + c]! * x[c * n + j]!);
      }
    }
    return y;
  },
};
