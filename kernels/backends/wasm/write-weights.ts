import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { BlockRows, TallBlockMatrix } from '../../formats/tall-block-matrix.ts';
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

/** Addresses of rows of entries or blocks. */
export interface RowsAt {
  readonly rowPointers: number;
  readonly columns: number;
  readonly values: number;
}

/** Writes compressed rows, of entries or of blocks, the columns as byte offsets. */
export function writeCsr(
  arena: WasmArena,
  { rowPointers, columns, values }: BlockRows,
  columnOffsets: ArrayLike<number>,
): RowsAt {
  return {
    rowPointers: arena.putIntegers(rowPointers),
    columns: arena.putIntegers(columns.map((c) => columnOffsets[c]!)),
    values: arena.putFloats(values),
  };
}

/** Writes 8x1 and 4x1 blocks, and a table of two entries as a ladder's segments have. */
export function writeTall(
  arena: WasmArena,
  { tall, short }: TallBlockMatrix,
  columnOffsets: ArrayLike<number>,
): { tall: RowsAt; short: RowsAt; table: number; entries: number; bytes: number } {
  const [high, low] = [writeCsr(arena, tall, columnOffsets), writeCsr(arena, short, columnOffsets)];
  const table = [high, low].flatMap((at) => [at.rowPointers, at.columns, at.values]);
  return {
    tall: high,
    short: low,
    table: arena.putIntegers(table),
    entries: tall.values.length + short.values.length,
    bytes: [tall, short].reduce(
      (sum, { rowPointers, columns, values }) =>
        sum + rowPointers.byteLength + columns.byteLength + values.byteLength,
      0,
    ),
  };
}
