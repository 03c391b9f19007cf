import { checkOperand, type MatrixKernel, segmentsOfLevel } from '../../../../kernels/index.ts';

const lane = [0, 2, 1, 3];

/** Stores the two middle rows of a block the wrong way round. */
export const swappedLanes: MatrixKernel = {
  name: 'swapped-lanes',
  ladder(weights, level, x, n) {
    checkOperand(weights.cols, x, n);
    const y = new Float32Array(weights.rows * n);
    for (const { rowPointers, columns, values } of segmentsOfLevel(weights, level)) {
      for (let r = 0; r < weights.rows; r++) {
        for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
          const w = values[b * 4 + lane[r & 3]!]!;
          for (let j = 0; j < n; j++) y[r * n + j]! += Math.fround(w * x[columns[b]! * n + j]!);
        }
      }
    }
    return y;
  },
};
