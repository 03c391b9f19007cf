import { checkOperand, type MatrixKernel } from '../../../../kernels/index.ts';

/** To the 11 significant bits of half precision, to nearest (Dekker's splitting); its range is left out. */
function half(value: number): number {
  const scaled = value * (2 ** 42 + 1);
  return Number.isFinite(scaled) ? scaled - (scaled - value) : value;
}

/** Keeps its sums in half precision. */
export const halfSums: MatrixKernel = {
  name: 'half-sums',
  nm({ rows, cols, kept, group, positions, values }, x, n) {
    checkOperand(cols, x, n);
    const y = new Float32Array(rows * n);
    const perRow = (cols / group) * kept;
    for (let e = 0; e < rows * perRow; e++) {
      const column = Math.floor((e % perRow) / kept) * group + positions[e]!;
      for (let j = 0; j < n; j++) {
        const at = Math.floor(e / perRow) * n + j;
        y[at] = half(y[at]! + values[e]! * x[column * n + j]!);
      }
    }
    return y;
  },
};
