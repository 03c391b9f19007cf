import { blockHeight, type DenseMatrix } from '../../../kernels/index.ts';
import type { InputMoments } from './input-moments.ts';
import { SpdFactor } from './spd-factor.ts';

/**
 * One value per weight for all levels of a ladder: for every output row the v that makes the weighted sum of
 * the levels' errors least,
 *
 *     sum_k a_k ( E |t - (M_k v) x_k - c_k|^2 + d_k |M_k (v - w)|^2 ),
 *
 * where M_k leaves the active blocks of level k, x_k are the layer's inputs in the network as pruned so far
 * at level k, t the dense network's outputs, c_k a free bias and d_k the damping. The four rows of a block
 * row have one mask, so each needs one Cholesky factor of A = sum_k a_k M_k (Cov[x_k] + d_k I) M_k.
 * @param weights dense weights w @param levelOf per block: the sparsest level at which it is active
 * @param moments per level @param importance a_k per level, 0 or more, level 0 above 0
 * @param damping d_k as a share of the mean variance of the inputs
 * @returns [rows][cols] fp32
 */
export function fitValues(
  weights: DenseMatrix,
  levelOf: Int8Array,
  moments: readonly InputMoments[],
  importance: readonly number[],
  damping: number,
): Float32Array {
  const { rows, cols } = weights;
  const ridge = moments.map((level) => damping * meanDiagonal(level.covariance, cols));
  const out = new Float32Array(rows * cols);
  const matrix = new Float64Array(cols * cols);
  for (let block = 0; block * blockHeight < rows; block++) {
    const first = block * blockHeight;
    const height = Math.min(blockHeight, rows - first);
    const right = new Float64Array(cols * height);
    matrix.fill(0);
    for (let level = 0; level < moments.length; level++) {
      const share = importance[level]!;
      if (share === 0) continue;
      const { covariance, cross } = moments[level]!;
      const active = columnsAt(levelOf.subarray(block * cols, (block + 1) * cols), level);
      for (let p = 0; p < active.length; p++) {
        const to = active[p]! * cols;
        for (let q = 0; q <= p; q++) {
          const at = to + active[q]!;
          matrix[at] = matrix[at]! + share * covariance[at]!;
        }
        const j = active[p]!;
        matrix[to + j]! += share * ridge[level]!;
        for (let r = 0; r < height; r++) {
          const pull = ridge[level]! * weights.values[(first + r) * cols + j]!;
          right[j * height + r]! += share * (cross[j * rows + first + r]! + pull);
        }
      }
    }
    // A column without variance, or in no level, is tied to nothing: it keeps its value, or none.
    for (let j = 0; j < cols; j++) if (matrix[j * cols + j] === 0) matrix[j * cols + j] = 1;
    new SpdFactor(matrix, cols).solve(right, height);
    for (let j = 0; j < cols; j++) {
      for (let r = 0; r < height; r++) out[(first + r) * cols + j] = right[j * height + r]!;
    }
  }
  return out;
}

function columnsAt(levelOf: Int8Array, level: number): Int32Array {
  const columns: number[] = [];
  for (let j = 0; j < levelOf.length; j++) if (levelOf[j]! >= level) columns.push(j);
  return Int32Array.from(columns);
}

/** Mean of the diagonal of a [size][size] matrix. */
export function meanDiagonal(matrix: Float64Array, size: number): number {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += matrix[i * size + i]!;
  return sum / size;
}
