import { checkOperand } from '../../backends/matrix-kernel.ts';
import type { BlockRows, TallBlockMatrix } from '../../formats/tall-block-matrix.ts';

/** y = W x in float64 for 8x1 and 4x1 blocks. @param x [cols] @returns [rows] @throws RangeError */
export function tallMatmulReference(weights: TallBlockMatrix, x: ArrayLike<number>): Float64Array {
  checkOperand(weights.cols, x, 1);
  const y = new Float64Array(weights.rows);
  addBlocks(y, weights.tall, 8, x);
  addBlocks(y, weights.short, 4, x);
  return y;
}

function addBlocks(y: Float64Array, blocks: BlockRows, height: number, x: ArrayLike<number>): void {
  const { rowPointers, columns, values } = blocks;
  for (let r = 0; r < y.length; r++) {
    const blockRow = Math.floor(r / height);
    for (let b = rowPointers[blockRow]!; b < rowPointers[blockRow + 1]!; b++) {
      y[r]! += values[b * height + (r % height)]! * x[columns[b]!]!;
    }
  }
}
