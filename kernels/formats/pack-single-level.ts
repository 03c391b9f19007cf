import { type BlockLadder, blockHeight, blockRowCount } from './block-ladder.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';
import { packBlockLadder } from './pack-block-ladder.ts';

/** A ladder of one level: every 4x1 block that is not all 0. @throws FormatError when the matrix is not one */
export function packSingleLevel(dense: DenseMatrix, name = 'matrix'): BlockLadder {
  validateDenseMatrix(dense, name);
  const { rows, cols, values } = dense;
  const used = new Uint8Array(blockRowCount(rows) * cols);
  for (let i = 0; i < values.length; i++) {
    if (values[i] !== 0) used[Math.floor(Math.floor(i / cols) / blockHeight) * cols + (i % cols)] = 1;
  }
  const order = Int32Array.from(used.keys()).filter((id) => used[id]);
  return packBlockLadder(dense, order, [order.length], 0, name);
}
