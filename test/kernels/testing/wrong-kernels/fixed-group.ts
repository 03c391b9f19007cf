import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** Takes every N:M matrix for one with groups of four. */
export const fixedGroup: MatrixKernel = {
  name: 'fixed-group',
  nm({ rows, cols, kept, group, positions, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    const perRow = (cols / group) * kept;
    for (let e = 0; e < rows * perRow; e++) {
      const column = (Math.floor((e % perRow) / kept) * 4 + positions[e]!) % cols;
      for (let j = 0; j < n; j++)
        y[Math.floor(e / perRow) * n + j]! += Math.fround(values[e]! * x[column * n + j]!);
    }
    return y;
  },
};
