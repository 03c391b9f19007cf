import { checkOperand } from '../../backends/matrix-kernel.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';

/** Y = W X in float64 for compressed sparse rows. @param x [cols][n] @returns [rows][n] @throws RangeError */
export function csrMatmulReference(weights: CsrMatrix, x: ArrayLike<number>, n: number): Float64Array {
  const { rows, cols, rowPointers, columns, values } = weights;
  checkOperand(cols, x, n);
  const y = new Float64Array(rows * n);
  for (let r = 0; r < rows; r++) {
    for (let e = rowPointers[r]!; e < rowPointers[r + 1]!; e++) {
      for (let j = 0; j < n; j++) y[r * n + j]! += values[e]! * x[columns[e]! * n + j]!;
    }
  }
  return y;
}
