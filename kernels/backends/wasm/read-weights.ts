import { blockHeight } from '../../formats/block-ladder.ts';
import type { DenseMatrix } from '../../formats/dense-matrix.ts';
import type { BlockRows } from '../../formats/tall-block-matrix.ts';
import type { WasmArena } from './wasm-arena.ts';

/** The reverse of `writeDense`. */
export function readDense(arena: WasmArena, at: number, rows: number, cols: number): DenseMatrix {
  const written = arena.floats(at, Math.ceil(rows / blockHeight) * cols * blockHeight);
  const values = new Float32Array(rows * cols);
  for (let r = 0; r < rows; r++) {
    const base = Math.floor(r / blockHeight) * cols * blockHeight + (r % blockHeight);
    for (let c = 0; c < cols; c++) values[r * cols + c] = written[base + c * blockHeight]!;
  }
  return { rows, cols, values };
}

/**
 * The reverse of `writeCsr`, and of `writeBlockRows` with its height.
 * @param rows of entries or blocks @param columnOffsets as they were written
 */
export function readRows(
  arena: WasmArena,
  at: { readonly rowPointers: number; readonly columns: number; readonly values: number },
  rows: number,
  height: number,
  columnOffsets: ArrayLike<number>,
): BlockRows {
  const rowPointers = arena.integers(at.rowPointers, rows + 1).slice();
  const entries = rowPointers.at(-1)!;
  const columnAt = new Map(Array.from(columnOffsets, (offset, c) => [offset, c]));
  return {
    rowPointers,
    columns: Uint32Array.from(arena.integers(at.columns, entries), (offset) => columnAt.get(offset)!),
    values: arena.floats(at.values, entries * height).slice(),
  };
}
