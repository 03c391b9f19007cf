import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

const saturate = (sum: number) => Math.max(-32768, Math.min(32767, sum));

/** Adds in 16 bits and stops at their ends, as `i16x8.add_sat_s` does. */
export const saturatingInt8: MatrixKernel = {
  name: 'saturating-int8',
  int8({ rows, cols, rowPointers, pairs, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Int32Array(rows * n);
    for (let r = 0; r < rows; r++) {
      for (let b = rowPointers[r >> 2]!; b < rowPointers[(r >> 2) + 1]!; b++) {
        for (let c = pairs[b]! * 2; c < Math.min(cols, pairs[b]! * 2 + 2); c++) {
          const w = values[b * 8 + (r & 3) * 2 + (c & 1)]!;
          for (let j = 0; j < n; j++) y[r * n + j] = saturate(y[r * n + j]! + w * x[c * n + j]!);
        }
      }
    }
    return y;
  },
};
