import { type BlockLadder, blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
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

/** Where a ladder lies in the kernels' memory, and what it takes there. */
export interface WrittenLadder {
  /** Table of three addresses a segment, sparsest first; level k reads the first levels - k entries. */
  readonly segments: number;
  readonly levels: number;
  readonly densest: number;
  /** [levels] bytes of each segment: values, column offsets, row pointers; 0 where not loaded. */
  readonly valueBytes: readonly number[];
  readonly indexBytes: readonly number[];
  readonly rowPointerBytes: readonly number[];
}

/** Writes the loaded segments of a ladder. @param columnOffsets [cols] byte offset of each column in its activation */
export function writeLadder(
  arena: WasmArena,
  ladder: BlockLadder,
  columnOffsets: ArrayLike<number>,
): WrittenLadder {
  const table: number[] = [];
  const sizes = ladder.segments.map(() => ({ value: 0, index: 0, rowPointer: 0 }));
  for (let k = ladder.levels - 1; k >= ladder.densest; k--) {
    const { rowPointers, columns, values } = ladder.segments[k]!;
    table.push(
      arena.putIntegers(rowPointers),
      arena.putIntegers(columns.map((c) => columnOffsets[c]!)),
      arena.putFloats(values),
    );
    sizes[k] = { value: values.byteLength, index: columns.byteLength, rowPointer: rowPointers.byteLength };
  }
  return {
    segments: arena.putIntegers(table),
    levels: ladder.levels,
    densest: ladder.densest,
    valueBytes: sizes.map((s) => s.value),
    indexBytes: sizes.map((s) => s.index),
    rowPointerBytes: sizes.map((s) => s.rowPointer),
  };
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
