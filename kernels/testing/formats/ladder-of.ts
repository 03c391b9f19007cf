import { type BlockLadder, blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import { type BlockLevels, blockValues } from './block-levels.ts';

/** The ladder of a matrix under given levels, those from `densest` on loaded. */
export function ladderOf(dense: DenseMatrix, { levels, levelOf }: BlockLevels, densest: number): BlockLadder {
  const { rows, cols } = dense;
  const segments = Array.from({ length: levels }, (_, level) => {
    if (level < densest) return null;
    const rowPointers = [0];
    const columns: number[] = [];
    const values: number[] = [];
    for (let r = 0; r < blockRowCount(rows); r++) {
      for (let c = 0; c < cols; c++) {
        if (levelOf[r * cols + c] !== level) continue;
        columns.push(c);
        values.push(...blockValues(dense, r * blockHeight, c, blockHeight));
      }
      rowPointers.push(columns.length);
    }
    return {
      rowPointers: Uint32Array.from(rowPointers),
      columns: Uint32Array.from(columns),
      values: Float32Array.from(values),
    };
  });
  return { rows, cols, levels, segments, densest };
}
