import { type BlockLadder, blockHeight, type LadderSegment } from '../../formats/block-ladder.ts';
import type { WasmArena } from './wasm-arena.ts';

/** Where one segment lies; its row pointers are also kept outside, to share work among threads. */
interface ResidentSegment {
  readonly rowPointers: Uint32Array;
  readonly columns: number;
  readonly values: number;
}

/** Address table entry of a segment: row pointers, column offsets, values. */
const entryBytes = 12;

/**
 * A ladder in the kernels' memory: its segments, and a table of their addresses, sparsest first. Level k reads the
 * first levels - k entries, so changing level copies nothing. What is loaded is not kept elsewhere.
 */
export class ResidentLadder {
  readonly rows: number;
  readonly cols: number;
  readonly levels: number;
  /** Address of the table. */
  readonly table: number;
  readonly #arena: WasmArena;
  readonly #offsets: Uint32Array;
  readonly #segments: (ResidentSegment | null)[];
  #densest: number;

  /** @param columnOffsets [cols] byte offset of each column in its activation */
  constructor(arena: WasmArena, ladder: BlockLadder, columnOffsets: Uint32Array) {
    this.rows = ladder.rows;
    this.cols = ladder.cols;
    this.levels = ladder.levels;
    this.#arena = arena;
    this.#offsets = columnOffsets;
    this.#segments = new Array<null>(ladder.levels).fill(null);
    this.#densest = ladder.levels;
    this.table = arena.allocate(ladder.levels * entryBytes);
    this.admit(ladder);
  }

  /** The densest level that is loaded. */
  get densest(): number {
    return this.#densest;
  }

  /**
   * Loads the segments that are missing, down to the densest that `ladder` has; those that are here stay as they are.
   * @throws RangeError when it is a ladder of another matrix
   */
  admit(ladder: BlockLadder): void {
    if (ladder.rows !== this.rows || ladder.cols !== this.cols || ladder.levels !== this.levels) {
      throw new RangeError(
        `a ladder of ${ladder.rows} x ${ladder.cols} with ${ladder.levels} levels; this one has ${this.rows} x ${this.cols} with ${this.levels}`,
      );
    }
    for (let k = this.#densest - 1; k >= ladder.densest; k--) {
      const { rowPointers, columns, values } = ladder.segments[k]!;
      const written = {
        rowPointers: rowPointers.slice(),
        columns: this.#arena.putIntegers(columns.map((c) => this.#offsets[c]!)),
        values: this.#arena.putFloats(values),
      };
      const pointers = this.#arena.putIntegers(rowPointers);
      const entry = this.#arena.integers(this.table + (this.levels - 1 - k) * entryBytes, 3);
      entry.set([pointers, written.columns, written.values]);
      this.#segments[k] = written;
    }
    this.#densest = Math.min(this.#densest, ladder.densest);
  }

  /** Segments that a level reads. @throws RangeError when it is not loaded */
  segmentCount(level: number): number {
    if (!Number.isInteger(level) || level < this.#densest || level >= this.levels) {
      throw new RangeError(
        `level ${level} is not loaded; this ladder holds levels ${this.#densest} to ${this.levels - 1}`,
      );
    }
    return this.levels - level;
  }

  /** [block rows + 1] blocks before each block row, over all segments that the level reads. */
  blocksBefore(level: number): Uint32Array {
    const sums = new Uint32Array(Math.ceil(this.rows / blockHeight) + 1);
    for (let k = this.levels - this.segmentCount(level); k < this.levels; k++) {
      this.#segments[k]!.rowPointers.forEach((p, r) => {
        sums[r]! += p;
      });
    }
    return sums;
  }

  /** Bytes of one segment in memory; zeros where it is not loaded. */
  bytes(level: number): { readonly values: number; readonly indices: number; readonly rowPointers: number } {
    const segment = this.#segments[level];
    if (!segment) return { values: 0, indices: 0, rowPointers: 0 };
    const blocks = segment.rowPointers.at(-1)!;
    return {
      values: blocks * blockHeight * 4,
      indices: blocks * 4,
      rowPointers: segment.rowPointers.byteLength,
    };
  }

  /** Copies the ladder out of memory, without the levels denser than `densest`. @throws RangeError if not loaded */
  read(densest: number): BlockLadder {
    this.segmentCount(densest);
    const columnAt = new Map(Array.from(this.#offsets, (offset, c) => [offset, c]));
    const segments = this.#segments.map((segment, k): LadderSegment | null => {
      if (!segment || k < densest) return null;
      const blocks = segment.rowPointers.at(-1)!;
      return {
        rowPointers: segment.rowPointers,
        columns: Uint32Array.from(this.#arena.integers(segment.columns, blocks), (o) => columnAt.get(o)!),
        values: new Float32Array(this.#arena.floats(segment.values, blocks * blockHeight)),
      };
    });
    return { rows: this.rows, cols: this.cols, levels: this.levels, segments, densest };
  }
}
