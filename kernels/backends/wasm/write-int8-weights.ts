import { blockHeight, blockRowCount } from '../../formats/block-ladder.ts';
import type { Int8BlockMatrix } from '../../formats/int8-block-matrix.ts';
import type { Int8Ladder } from '../../formats/int8-ladder.ts';
import type { Int8Rows } from '../../formats/int8-rows.ts';
import type { WasmArena } from './wasm-arena.ts';

// The kernels read weights as pairs of 16-bit values: two bytes a weight in memory, one in the formats.

function putShorts(arena: WasmArena, values: Int16Array): number {
  const at = arena.allocate(values.byteLength);
  new Int16Array(arena.memory.buffer, at, values.length).set(values);
  return at;
}

/** Writes dense int8 weights as [block rows][ceil(cols / 2)][4][2], zeros beyond the matrix. @returns address */
export function writeInt8Dense(arena: WasmArena, { rows, cols, values }: Int8Rows): number {
  const pairs = Math.ceil(cols / 2);
  const out = new Int16Array(blockRowCount(rows) * pairs * blockHeight * 2);
  for (let r = 0; r < rows; r++) {
    const base = Math.floor(r / blockHeight) * pairs * blockHeight + (r % blockHeight);
    for (let c = 0; c < cols; c++) {
      out[(base + (c >> 1) * blockHeight) * 2 + (c & 1)] = values[r * cols + c]!;
    }
  }
  return putShorts(arena, out);
}

/** Where an int8 ladder lies in the kernels' memory, and what it takes there. */
export interface WrittenInt8Ladder {
  /** Table of three addresses a segment, sparsest first. */
  readonly segments: number;
  readonly levels: number;
  readonly densest: number;
  /** [levels] bytes of each segment; 0 where not loaded. */
  readonly valueBytes: readonly number[];
  readonly indexBytes: readonly number[];
  readonly rowPointerBytes: readonly number[];
}

/**
 * Writes the loaded segments of a ladder, the blocks of a row two by two; a last odd one meets its own column again,
 * with weights of 0. @param columnOffsets [cols] byte offset of each column in its activation
 */
export function writeInt8Ladder(
  arena: WasmArena,
  ladder: Int8Ladder,
  columnOffsets: ArrayLike<number>,
): WrittenInt8Ladder {
  const table: number[] = [];
  const sizes = ladder.segments.map(() => ({ value: 0, index: 0, rowPointer: 0 }));
  for (let k = ladder.levels - 1; k >= ladder.densest; k--) {
    const { rowPointers, columns, values } = ladder.segments[k]!;
    const pairPointers = new Uint32Array(rowPointers.length);
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      pairPointers[r + 1] = pairPointers[r]! + Math.ceil((rowPointers[r + 1]! - rowPointers[r]!) / 2);
    }
    const pairs = pairPointers.at(-1)!;
    const offsets = new Uint32Array(pairs * 2);
    const weights = new Int16Array(pairs * blockHeight * 2);
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
        const place = b - rowPointers[r]!;
        const pair = pairPointers[r]! + (place >> 1);
        const offset = columnOffsets[columns[b]!]!;
        offsets[2 * pair + (place & 1)] = offset;
        if (!(place & 1)) offsets[2 * pair + 1] = offset;
        for (let i = 0; i < blockHeight; i++) {
          weights[(pair * blockHeight + i) * 2 + (place & 1)] = values[b * blockHeight + i]!;
        }
      }
    }
    table.push(arena.putIntegers(pairPointers), arena.putIntegers(offsets), putShorts(arena, weights));
    sizes[k] = {
      value: weights.byteLength,
      index: offsets.byteLength,
      rowPointer: pairPointers.byteLength,
    };
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

/** Writes 4x2 blocks. @param pairBytes from one pair of columns to the next in an activation */
export function writeInt8Blocks(
  arena: WasmArena,
  { rowPointers, pairs, values }: Int8BlockMatrix,
  pairBytes: number,
): { readonly rowPointers: number; readonly pairOffsets: number; readonly weights: number } {
  return {
    rowPointers: arena.putIntegers(rowPointers),
    pairOffsets: arena.putIntegers(pairs.map((p) => p * pairBytes)),
    weights: putShorts(arena, Int16Array.from(values)),
  };
}
