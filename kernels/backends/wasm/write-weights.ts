import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { CsrMatrix } from '../../formats/csr-matrix.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { BlockRows } from '../../formats/tall-block-matrix.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Writes a dense matrix as the kernels read it, [blockRows][cols][4], rows beyond the last zero. @returns address */
export function writeDense(arena: WasmArena, { rows, cols, values }: DenseMatrix): number {
  const out = new Float32Array(blockRowCount(rows) * cols * blockHeight);
  for (let r = 0; r < rows; r++) {
    const base = Math.floor(r / blockHeight) * cols * blockHeight + (r % blockHeight);
    for (let c = 0; c < cols; c++) out[base + c * blockHeight] = values[r * cols + c]!;
  }
  return arena.putFloats(out);
}

/** Writes compressed rows, the columns as byte offsets. */
export function writeCsr(
  arena: WasmArena,
  { rowPointers, columns, values }: Pick<CsrMatrix, 'rowPointers' | 'columns' | 'values'>,
  columnOffsets: ArrayLike<number>,
): { rowPointers: number; columns: number; values: number } {
  return {
    rowPointers: arena.putIntegers(rowPointers),
    columns: arena.putIntegers(columns.map((c) => columnOffsets[c]!)),
    values: arena.putFloats(values),
  };
}

/** Writes rows of blocks. @returns address of a table entry of three addresses, as those of a ladder's segments */
export function writeBlockRows(arena: WasmArena, rows: BlockRows, columnOffsets: ArrayLike<number>): number {
  const { rowPointers, columns, values } = writeCsr(arena, rows, columnOffsets);
  return arena.putIntegers([rowPointers, columns, values]);
}
