import { blockHeight } from './block-ladder.ts';
import type { DenseMatrix } from './dense-matrix.ts';
import type { Int8BlockMatrix } from './int8-block-matrix.ts';
import { dequantiseRows, type Int8Rows } from './int8-rows.ts';

/** The dense matrix of a valid int8 block matrix: scale x value in float32. */
export function unpackInt8Block(matrix: Int8BlockMatrix): DenseMatrix {
  return dequantiseRows(rowsOfInt8Block(matrix));
}

/** The stored values of a valid int8 block matrix in dense rows. */
export function rowsOfInt8Block({
  rows,
  cols,
  rowPointers,
  pairs,
  values,
  scales,
}: Int8BlockMatrix): Int8Rows {
  const out = new Int8Array(rows * cols);
  for (let r = 0; r + 1 < rowPointers.length; r++) {
    for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
      for (let i = 0; i < 2 * blockHeight; i++) {
        const row = r * blockHeight + (i >> 1);
        const column = pairs[b]! * 2 + (i & 1);
        if (row < rows && column < cols) out[row * cols + column] = values[b * 2 * blockHeight + i]!;
      }
    }
  }
  return { rows, cols, values: out, scales };
}
