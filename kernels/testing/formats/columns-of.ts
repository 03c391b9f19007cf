import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { ColumnBlockLadder } from '../../formats/column-block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { type BlockLevels, blockValues } from './block-levels.ts';

/** The ladder by columns of a matrix under given levels, those from `densest` on loaded. */
export function columnsOf(
  dense: DenseMatrix,
  { levels, levelOf }: BlockLevels,
  densest: number,
): ColumnBlockLadder {
  const { rows, cols } = dense;
  const segments = Array.from({ length: levels }, (_, level) => {
    if (level < densest) return null;
    const columnPointers = [0];
    const blockRows: number[] = [];
    const values: number[] = [];
    for (let c = 0; c < cols; c++) {
      for (let r = 0; r < blockRowCount(rows); r++) {
        if (levelOf[r * cols + c] !== level) continue;
        blockRows.push(r);
        values.push(...blockValues(dense, r * blockHeight, c, blockHeight));
      }
      columnPointers.push(blockRows.length);
    }
    return {
      columnPointers: Uint32Array.from(columnPointers),
      blockRows: Uint32Array.from(blockRows),
      values: Float32Array.from(values),
    };
  });
  return { rows, cols, levels, segments, densest };
}
