import { checkOperand, type MatrixKernel, segmentsOfLevel } from '../../../../kernels/index.ts';

/** Rounds the number of block rows down: rows past the last multiple of four stay 0. */
export const lastBlockRowMissing: MatrixKernel = {
  name: 'last-block-row-missing',
  ladder(weights, level, x, n) {
    checkOperand(weights.cols, x, n);
    const y = new Float32Array(weights.rows * n);
    for (const { rowPointers, columns, values } of segmentsOfLevel(weights, level)) {
      for (let blockRow = 0; blockRow < weights.rows >> 2; blockRow++) {
        for (let b = rowPointers[blockRow]!; b < rowPointers[blockRow + 1]!; b++) {
          for (let i = 0; i < 4 * n; i++) {
            const at = columns[b]! * n + (i % n);
            y[blockRow * 4 * n + i]! += Math.fround(values[b * 4 + Math.floor(i / n)]! * x[at]!);
          }
        }
      }
    }
    return y;
  },
};
