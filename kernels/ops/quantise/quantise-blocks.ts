import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';
import { quantiseRows } from './int8-rows.ts';

/** Quantises a matrix and keeps the blocks of 4 rows x 2 columns that hold anything. @throws as `quantiseRows` */
export function quantiseBlocks(matrix: DenseMatrix): Int8BlockMatrix {
  const { rows, cols, values, scales } = quantiseRows(matrix);
  const rowPointers = new Uint32Array(blockRowCount(rows) + 1);
  const pairs: number[] = [];
  const kept: number[] = [];
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let p = 0; 2 * p < cols; p++) {
      const block: number[] = [];
      for (let i = 0; i < 2 * blockHeight; i++) {
        const row = r * blockHeight + (i >> 1);
        const column = 2 * p + (i & 1);
        block.push(row < rows && column < cols ? values[row * cols + column]! : 0);
      }
      if (block.every((v) => v === 0)) continue;
      pairs.push(p);
      kept.push(...block);
    }
    rowPointers[r + 1] = pairs.length;
  }
  return {
    rows,
    cols,
    rowPointers,
    pairs: Uint32Array.from(pairs),
    values: Int8Array.from(kept),
    scales,
  };
}
