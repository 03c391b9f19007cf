import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { matmulReference } from '../matmul/reference.ts';

/**
 * Fully connected layer in float64: W x + bias for each of n samples.
 * @param x [n][cols] @param bias [rows] or null @returns [n][rows]
 */
export function gemmReference(
  weights: DenseMatrix,
  x: ArrayLike<number>,
  n: number,
  bias: ArrayLike<number> | null,
): Float64Array {
  const y = new Float64Array(n * weights.rows);
  for (let j = 0; j < n; j++) {
    const one = matmulReference(
      weights,
      Array.prototype.slice.call(x, j * weights.cols, (j + 1) * weights.cols),
      1,
    );
    for (let r = 0; r < weights.rows; r++) y[j * weights.rows + r] = one[r]! + (bias ? bias[r]! : 0);
  }
  return y;
}
