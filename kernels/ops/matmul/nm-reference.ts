import { checkOperand } from '../../backends/matrix-kernel.ts';
import type { NmMatrix } from '../../formats/nm-matrix.ts';

/** Y = W X in float64 for an N:M matrix. @param x [cols][n] @returns [rows][n] @throws RangeError */
export function nmMatmulReference(weights: NmMatrix, x: ArrayLike<number>, n: number): Float64Array {
  const { rows, cols, kept, group, positions, values } = weights;
  checkOperand(cols, x, n);
  const y = new Float64Array(rows * n);
  const perRow = (cols / group) * kept;
  for (let e = 0; e < rows * perRow; e++) {
    const column = Math.floor((e % perRow) / kept) * group + positions[e]!;
    const at = Math.floor(e / perRow) * n;
    for (let j = 0; j < n; j++) y[at + j]! += values[e]! * x[column * n + j]!;
  }
  return y;
}
