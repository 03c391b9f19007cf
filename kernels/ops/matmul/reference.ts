import { checkOperand } from '../../backends/matrix-kernel.ts';
import type { BlockLadder } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { unpackBlockLadder } from '../../formats/unpack-block-ladder.ts';

/**
 * Y = W X in float64: the oracle of every matrix kernel.
 * @param x [cols][n] @returns [rows][n]
 * @throws RangeError when X has another size
 */
export function matmulReference(weights: DenseMatrix, x: ArrayLike<number>, n: number): Float64Array {
  checkOperand(weights.cols, x, n);
  const y = new Float64Array(weights.rows * n);
  for (let r = 0; r < weights.rows; r++) {
    for (let c = 0; c < weights.cols; c++) {
      const w = weights.values[r * weights.cols + c]!;
      for (let j = 0; j < n; j++) y[r * n + j]! += w * x[c * n + j]!;
    }
  }
  return y;
}

/** The same at a level of a ladder. */
export function ladderMatmulReference(
  weights: BlockLadder,
  level: number,
  x: ArrayLike<number>,
  n: number,
): Float64Array {
  return matmulReference(unpackBlockLadder(weights, level), x, n);
}

/**
 * Sum over columns of |w| |x| for each output: the condition that scales the tolerance of a comparison. A sum of m
 * products in float32, in any order, is within about m * 2^-24 of this from the exact one (Higham, Accuracy and
 * Stability of Numerical Algorithms, 2nd ed., section 3.1).
 */
export function matmulCondition(weights: DenseMatrix, x: ArrayLike<number>, n: number): Float64Array {
  const magnitude = { ...weights, values: weights.values.map(Math.abs) };
  return matmulReference(magnitude, Float64Array.from(x, Math.abs), n);
}
