import { blockHeight, blockRowCount } from './block-ladder.ts';
import { type DenseMatrix, validateDenseMatrix } from './dense-matrix.ts';
import type { Int8BlockMatrix } from './int8-block-matrix.ts';
import { type Int8Rows, quantiseRows } from './int8-rows.ts';

/**
 * Quantises each row by its largest magnitude / 127, halves to even, and keeps the 4x2 blocks that are not all 0 after
 * that. A row of zeros has scale 1. Lossy: a weight is off by at most half its row's scale.
 * @throws FormatError when the dense matrix is not one
 */
export function packInt8Block(dense: DenseMatrix, name = 'matrix'): Int8BlockMatrix {
  validateDenseMatrix(dense, name);
  return int8BlocksFromRows(quantiseRows(dense));
}

/** The blocks of a matrix that is quantised already, without loss. */
export function int8BlocksFromRows({ rows, cols, values, scales }: Int8Rows): Int8BlockMatrix {
  const rowPointers = new Uint32Array(blockRowCount(rows) + 1);
  const pairs: number[] = [];
  const kept: number[] = [];
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let first = 0; first < cols; first += 2) {
      const block: number[] = [];
      for (let i = r * blockHeight; i < (r + 1) * blockHeight; i++) {
        for (let c = first; c < first + 2; c++) block.push(i < rows && c < cols ? values[i * cols + c]! : 0);
      }
      if (block.every((value) => value === 0)) continue;
      pairs.push(first / 2);
      for (const value of block) kept.push(value);
    }
    rowPointers[r + 1] = pairs.length;
  }
  return { rows, cols, rowPointers, pairs: Uint32Array.from(pairs), values: Int8Array.from(kept), scales };
}
