import { checkOperand } from '../../backends/matrix-kernel.ts';
import { blockHeight } from '../../formats/block-ladder.ts';
import type { ColumnBlockLadder } from '../../formats/column-block-ladder.ts';

/**
 * y = W x in float64 for a level of a ladder by columns, inputs with |x| < threshold left out.
 * @param x [cols] @returns [rows]
 * @throws RangeError when x has another size or the level is not loaded
 */
export function columnsMatmulReference(
  weights: ColumnBlockLadder,
  level: number,
  x: ArrayLike<number>,
  threshold: number,
): Float64Array {
  const { rows, cols, levels, segments, densest } = weights;
  checkOperand(cols, x, 1);
  if (!Number.isInteger(level) || level < densest || level >= levels) {
    throw new RangeError(
      `level ${level} is not loaded; this ladder holds levels ${densest} to ${levels - 1}`,
    );
  }
  const y = new Float64Array(rows);
  for (let k = level; k < levels; k++) {
    const { columnPointers, blockRows, values } = segments[k]!;
    for (let c = 0; c < cols; c++) {
      if (Math.abs(x[c]!) < threshold) continue;
      for (let b = columnPointers[c]!; b < columnPointers[c + 1]!; b++) {
        const first = blockRows[b]! * blockHeight;
        for (let i = 0; i < blockHeight && first + i < rows; i++) {
          y[first + i]! += values[b * blockHeight + i]! * x[c]!;
        }
      }
    }
  }
  return y;
}
