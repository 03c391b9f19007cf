import { blockHeight, blockRowCount } from './block-ladder.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';

/**
 * All 4x1 blocks by falling magnitude: an `order` for `packBlockLadder`. Equal magnitudes stand by rising id.
 * @param norm 'l1': sum of |w|; 'l2': sum of squares, both in float64
 * @returns block ids (blockRow * cols + column)
 * @throws FormatError when the matrix is not one
 */
export function blockMagnitudeOrder(dense: DenseMatrix, norm: 'l1' | 'l2' = 'l2'): Int32Array {
  validateDenseMatrix(dense);
  const { rows, cols, values } = dense;
  const magnitudes = new Float64Array(blockRowCount(rows) * cols);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const weight = values[r * cols + c]!;
      magnitudes[Math.floor(r / blockHeight) * cols + c]! +=
        norm === 'l1' ? Math.abs(weight) : weight * weight;
    }
  }
  return Int32Array.from(magnitudes, (_, id) => id).sort((a, b) => magnitudes[b]! - magnitudes[a]! || a - b);
}
