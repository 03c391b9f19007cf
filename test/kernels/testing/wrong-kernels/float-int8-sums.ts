import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Sums int8 products in float32, which holds whole numbers up to 2^24 only. */
export const floatInt8Sums: MatrixKernel = {
  name: 'float-int8-sums',
  int8({ rows, cols, rowPointers, pairs, values }, x, n) {
    checkOperand(cols, x, n);
    const sums = new Float32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
        for (let c = pairs[b]! * 2; c < Math.min(cols, pairs[b]! * 2 + 2); c++) {
          const w = values[b * 8 + (r & 3) * 2 + (c & 1)]!;
          for (let j = 0; j < n; j++) sums[r * n + j]! += w * x[c * n + j]!;
        }
      }
    }
    return Int32Array.from(sums);
  },
};
