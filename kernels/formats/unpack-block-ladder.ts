import { type BlockLadder, blockHeight, segmentsOfLevel } from './block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';

/** The dense matrix of a level: weights outside its blocks are 0. @throws RangeError when the level is not loaded */
export function unpackBlockLadder(ladder: BlockLadder, level: number): DenseMatrix {
  const { rows, cols } = ladder;
  const values = new Float32Array(rows * cols);
  for (const segment of segmentsOfLevel(ladder, level)) {
    for (let r = 0; r + 1 < segment.rowPointers.length; r++) {
      for (let b = segment.rowPointers[r]!; b < segment.rowPointers[r + 1]!; b++) {
        for (let i = 0; i < blockHeight && r * blockHeight + i < rows; i++) {
          values[(r * blockHeight + i) * cols + segment.columns[b]!] = segment.values[b * blockHeight + i]!;
        }
      }
    }
  }
  return { rows, cols, values };
}
