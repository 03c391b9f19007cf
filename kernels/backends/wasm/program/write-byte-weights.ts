import { blockHeight, blockRowCount } from '../../../formats/block-ladder.ts';
import type { Int8Ladder } from '../../../formats/int8-ladder.ts';
import type { Int8Rows } from '../../../formats/int8-rows.ts';
import type { WasmArena } from '../wasm-arena.ts';

/** Columns that meet in one dot product. */
export const columnGroup = 4;

/** A segment of a ladder as the kernels for bytes read it, and its bytes. */
export interface WrittenBytes {
  /** Words of its entry in a table of segments. */
  readonly entry: readonly [rowPointers: number, offsets: number, weights: number];
  readonly values: number;
  readonly indices: number;
  readonly rowPointers: number;
}

/** Writes dense rows as [block rows][fours of columns][4 rows][4 columns], zeros beyond the matrix. */
export function writeDenseBytes(
  arena: WasmArena,
  { rows, cols, values }: Int8Rows,
  columns: ArrayLike<number>,
): WrittenBytes {
  const fours = Math.ceil(cols / columnGroup);
  const weights = new Uint8Array(blockRowCount(rows) * fours * 16);
  for (let r = 0; r < rows; r++) {
    for (let c = 0; c < cols; c++) {
      const four = Math.floor(r / blockHeight) * fours + Math.floor(c / columnGroup);
      weights[four * 16 + (r % blockHeight) * columnGroup + (c % columnGroup)] = values[r * cols + c]!;
    }
  }
  const offsets = Array.from({ length: fours * columnGroup }, (_, c) => columns[Math.min(c, cols - 1)]!);
  const entry = [0, putShorts(arena, offsets), arena.putBytes(weights)] as const;
  return { entry, values: weights.length, indices: offsets.length * 2, rowPointers: 0 };
}

/**
 * Writes the loaded segments of a ladder, the blocks of a row by fours; what is missing to a whole four meets the column
 * of its first block with weights of 0.
 * @param columns [cols] byte offsets of the matrix's columns in its input, below 65536 @returns by level; null: not loaded
 */
export function writeByteLadder(
  arena: WasmArena,
  ladder: Int8Ladder,
  columns: ArrayLike<number>,
): (WrittenBytes | null)[] {
  return ladder.segments.map((segment) => {
    if (!segment) return null;
    const pointers = new Uint32Array(segment.rowPointers.length);
    for (let r = 0; r + 1 < pointers.length; r++) {
      const blocks = segment.rowPointers[r + 1]! - segment.rowPointers[r]!;
      pointers[r + 1] = pointers[r]! + Math.ceil(blocks / columnGroup);
    }
    const fours = pointers.at(-1)!;
    const offsets = new Uint16Array(fours * columnGroup);
    const weights = new Uint8Array(fours * 16);
    for (let r = 0; r + 1 < pointers.length; r++) {
      const first = segment.rowPointers[r]!;
      const blocks = segment.rowPointers[r + 1]! - first;
      for (let place = 0; place < (pointers[r + 1]! - pointers[r]!) * columnGroup; place++) {
        const four = pointers[r]! + Math.floor(place / columnGroup);
        const block = first + (place < blocks ? place : four - pointers[r]!);
        offsets[four * columnGroup + (place % columnGroup)] = columns[segment.columns[block]!]!;
        for (let i = 0; place < blocks && i < blockHeight; i++) {
          weights[four * 16 + i * columnGroup + (place % columnGroup)] =
            segment.values[block * blockHeight + i]!;
        }
      }
    }
    const entry = [arena.putIntegers(pointers), putShorts(arena, offsets), arena.putBytes(weights)] as const;
    const sizes = {
      values: weights.length,
      indices: offsets.byteLength,
      rowPointers: pointers.byteLength,
    };
    return { entry, ...sizes };
  });
}

function putShorts(arena: WasmArena, values: ArrayLike<number>): number {
  const at = arena.allocate(values.length * 2);
  new Uint16Array(arena.memory.buffer, at, values.length).set(values);
  return at;
}
