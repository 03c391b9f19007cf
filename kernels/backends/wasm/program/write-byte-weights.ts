import { blockHeight, blockRowCount } from '../../../formats/block-ladder.ts';
import type { Int8Ladder } from '../../../formats/int8-ladder.ts';
import type { Int8Rows } from '../../../formats/int8-rows.ts';
import type { WasmArena } from '../wasm-arena.ts';
import { chainedFours, chainOrder, pairOrder } from './chain-order.ts';
import type { ChannelFours } from './channel-fours.ts';

/** Columns that meet in one dot product. */
export const columnGroup = 4;

/** Where the bytes of a level lie, as assembly/program/byte-steps.ts names it; addresses. */
export interface ByteLists {
  /** 0 lists of blocks, 1 dense, 2 lists that go on in the dense form. */
  readonly form: 0 | 1 | 2;
  readonly list: number;
  readonly weights: number;
  readonly starts: number;
  readonly counts: number;
  readonly chains: number;
  /** How a list goes on. */
  readonly shared: number;
  readonly fours: number;
}

/** Bytes of memory by what they hold. */
export interface ListBytes {
  readonly values: number;
  readonly indices: number;
  readonly rowPointers: number;
}

/** A dense matrix of bytes in memory, and where each column lies in its rows. */
export interface DenseBytes {
  readonly lists: ByteLists;
  /** [cols] */
  readonly positions: Uint16Array;
  /** [positions] byte offsets in the input. */
  readonly inPlace: readonly number[];
  readonly bytes: ListBytes;
}

/** Positions that may be read behind the last, and words that say how a list goes on. */
const [behind, sharedWords] = [3, 6];

/** Blocks of a ladder, by segment; null: not loaded. */
type Segments = readonly ({ readonly rowPointers: Uint32Array; readonly columns: Uint32Array } | null)[];

/**
 * Writes dense rows as [block rows][positions][4 rows], zeros beyond the matrix.
 * @param columns [cols] byte offsets of the matrix's columns in its input, below 65536
 * @param chained fours of columns are ordered for chains of dot products
 * @param channelFours fours are of four channels, which are read from a packed input; null: of neighbours, read in place
 */
export function writeDenseBytes(
  arena: WasmArena,
  rows: Int8Rows,
  columns: ArrayLike<number>,
  chained: boolean,
  channelFours: ChannelFours | null = null,
): DenseBytes {
  const { cols, values } = rows;
  const fours = Math.ceil(cols / columnGroup);
  const natural = Array.from({ length: fours }, (_, f) => [0, 1, 2, 3].map((i) => f * columnGroup + i));
  const groups = channelFours?.columns ?? natural;
  const sizes = new Uint8Array(chained ? fours * 2 * rows.rows : 0);
  for (let f = 0; chained && f < fours; f++) {
    for (let r = 0; r < rows.rows; r++) {
      const size = (i: number) => (groups[f]![i]! < cols ? Math.abs(values[r * cols + groups[f]![i]!]!) : 0);
      sizes[2 * f * rows.rows + r] = size(0) + size(1);
      sizes[(2 * f + 1) * rows.rows + r] = size(2) + size(3);
    }
  }
  const order = chained ? pairOrder(sizes, rows.rows) : [...natural.keys()];
  const positions = new Uint16Array(cols);
  const list = order.flatMap((f, place) =>
    groups[f]!.map((c, i) => {
      if (c < cols) positions[c] = place * columnGroup + i;
      return columns[Math.min(c, cols - 1)]!;
    }),
  );
  const blockRows = blockRowCount(rows.rows);
  const weights = new Int8Array(blockRows * fours * 16);
  for (let r = 0; r < rows.rows; r++) {
    const row = Math.floor(r / blockHeight) * fours * 16 + (r % blockHeight);
    for (let c = 0; c < cols; c++) weights[row + positions[c]! * blockHeight] = values[r * cols + c]!;
  }
  const chains = Uint16Array.from({ length: blockRows }, (_, r) =>
    chained ? chainedFours(turned(weights.subarray(r * fours * 16, (r + 1) * fours * 16))) : 0,
  );
  const lists: ByteLists = {
    form: 1,
    list: channelFours
      ? arena.putIntegers(order.map((f) => channelFours.offsets[f]!))
      : putShorts(arena, list),
    weights: arena.putBytes(new Uint8Array(weights.buffer)),
    ...{ starts: 0, counts: 0, chains: putShorts(arena, chains), shared: 0, fours },
  };
  const indices = channelFours ? fours * 4 : fours * 8;
  const bytes = { values: weights.length, indices, rowPointers: chains.byteLength };
  return { lists, positions, inPlace: list, bytes };
}

/**
 * Writes the loaded segments of a ladder as lists, the blocks of a row and level by fours; what is missing to a whole four meets
 * the column of its first block with weights of 0. Of each row the blocks of the sparsest level come first, so that a level is where
 * reading ends.
 * @param columns [cols] byte offsets of the matrix's columns in its input, below 65536
 * @param dense of the same matrix: levels between it and the sparsest have no weights of their own, but read them there
 * @returns by level; null: not loaded
 */
export function writeByteLadder(
  arena: WasmArena,
  ladder: Int8Ladder,
  columns: ArrayLike<number>,
  chained: boolean,
  dense: DenseBytes | null = null,
): (ByteLists | null)[] {
  const { segments } = ladder;
  const last = segments.length - 1;
  const values = blockValues(ladder);
  const rows = rowBlocks(segments, values, chained, (level) => dense === null || level === last);
  const listed = rows.map(({ blocks, ends }) => blocks.slice(0, dense ? ends[last]! : blocks.length));
  const weights = new Int8Array(listed.reduce((sum, blocks) => sum + blocks.length, 0) * blockHeight);
  const offsets: number[] = [];
  listed.forEach((blocks, r) => {
    const from = offsets.length * blockHeight;
    blocks.forEach((c, i) => {
      offsets.push(columns[c < 0 ? -1 - c : c]!);
      put(weights, from, i, c < 0 ? [] : values(r, c));
    });
  });
  const of = (level: number) => rows.map(({ ends }) => ends[level]!);
  const own = {
    list: putShorts(arena, offsets),
    weights: arena.putBytes(new Uint8Array(weights.buffer)),
    starts: arena.putIntegers(startsOf(listed.map((blocks) => blocks.length / columnGroup))),
    chains: putShorts(
      arena,
      rows.map((row) => row.chained),
    ),
  };
  const fours = (level: number) =>
    putShorts(
      arena,
      of(level).map((end) => end / columnGroup),
    );
  if (!dense) {
    return segments.map(
      (segment, level) => segment && { form: 0, ...own, counts: fours(level), shared: 0, fours: 0 },
    );
  }
  const counts = fours(last);
  const more = rows.map(({ blocks, ends }) => blocks.slice(ends[last]!).map((c) => dense.positions[c]!));
  const positions = last > 1 ? putShorts(arena, [...more.flat(), ...new Array<number>(behind).fill(0)]) : 0;
  const offsetsOf = last > 1 ? putShorts(arena, dense.inPlace) : 0;
  const starts = last > 1 ? arena.putIntegers(startsOf(more.map(({ length }) => length))) : 0;
  return segments.map((segment, level) => {
    if (!segment) return null;
    if (level === last) return { form: 0, ...own, counts, shared: 0, fours: 0 };
    const blocks = putShorts(
      arena,
      rows.map(({ ends }) => ends[level]! - ends[last]!),
    );
    const { weights: denseWeights, fours: denseFours } = dense.lists;
    const shared = arena.putIntegers([offsetsOf, denseWeights, denseFours, positions, starts, blocks]);
    return { form: 2, ...own, counts, shared, fours: 0 };
  });
}

/**
 * Bytes of a ladder's levels as `writeByteLadder` lays them; 0: not loaded.
 * @param besideDense positions of the dense form that levels read, 0: they have weights of their own
 */
export function ladderListBytes(segments: Segments, besideDense = 0): ListBytes[] {
  const last = segments.length - 1;
  return segments.map((segment, level) => {
    if (!segment) return { values: 0, indices: 0, rowPointers: 0 };
    const shares = besideDense > 0 && level < last;
    const rows = segment.rowPointers.length - 1;
    let places = 0;
    for (let r = 0; r < rows; r++) {
      const blocks = segment.rowPointers[r + 1]! - segment.rowPointers[r]!;
      places += shares ? blocks : Math.ceil(blocks / columnGroup) * columnGroup;
    }
    // Numbers of each level; where rows begin is the same of all, and so are their chains.
    const pointers = level === last ? 8 : shares && level === last - 1 ? 6 : 2;
    if (shares && level === last - 1) places += besideDense + behind;
    return {
      values: shares ? 0 : places * blockHeight,
      indices: places * 2,
      rowPointers: rows * pointers + (shares ? 4 * sharedWords : 0),
    };
  });
}

interface RowBlocks {
  /** Columns; -1 - c: room without a block, where c is a column. */
  readonly blocks: readonly number[];
  /** [levels] end of a level's blocks; null: not loaded. */
  readonly ends: readonly (number | null)[];
  /** Leading fours in chains. */
  readonly chained: number;
}

/** Blocks of each row, those of the sparsest level first. @param padded whether a level's blocks are filled up to whole fours */
function rowBlocks(
  segments: Segments,
  values: (row: number, column: number) => ArrayLike<number>,
  chained: boolean,
  padded: (level: number) => boolean,
): RowBlocks[] {
  const rows = segments.at(-1)!.rowPointers.length - 1;
  return Array.from({ length: rows }, (_, r) => {
    const blocks: number[] = [];
    const ends = segments.map((): number | null => null);
    for (let level = segments.length - 1; level >= 0 && segments[level]; level--) {
      const { rowPointers, columns } = segments[level]!;
      const found = columns.subarray(rowPointers[r]!, rowPointers[r + 1]!);
      if (chained) {
        const sizes = new Uint8Array(found.length * blockHeight);
        found.forEach((c, i) => {
          for (let row = 0; row < blockHeight; row++)
            sizes[i * blockHeight + row] = Math.abs(values(r, c)[row]!);
        });
        blocks.push(...chainOrder(sizes, blockHeight, blocks.length).map((i) => found[i]!));
      } else blocks.push(...found);
      while (padded(level) && blocks.length % columnGroup > 0) blocks.push(-1 - found[0]!);
      ends[level] = blocks.length;
    }
    if (!chained) return { blocks, ends, chained: 0 };
    const weights = new Int8Array(Math.ceil(blocks.length / columnGroup) * 16);
    blocks.forEach((c, i) => {
      if (c >= 0) put(weights, 0, i, values(r, c));
    });
    return { blocks, ends, chained: chainedFours(weights) };
  });
}

/** Where each row begins. */
function startsOf(lengths: readonly number[]): number[] {
  let at = 0;
  return lengths.map((length) => {
    at += length;
    return at - length;
  });
}

/** Puts a block at its place in fours, [fours][4 rows][4 columns]. */
function put(weights: Int8Array, from: number, place: number, values: ArrayLike<number>): void {
  const at = from + Math.floor(place / columnGroup) * 16 + (place % columnGroup);
  for (let row = 0; row < values.length; row++) weights[at + row * columnGroup] = values[row]!;
}

/** Looks up the four values of a block by row and column. */
function blockValues({ segments, cols }: Int8Ladder): (row: number, column: number) => Int8Array {
  const places = new Map<number, Int8Array>();
  for (const segment of segments) {
    if (!segment) continue;
    const { rowPointers, columns, values } = segment;
    for (let r = 0; r + 1 < rowPointers.length; r++) {
      for (let b = rowPointers[r]!; b < rowPointers[r + 1]!; b++) {
        places.set(r * cols + columns[b]!, values.subarray(b * blockHeight, (b + 1) * blockHeight));
      }
    }
  }
  return (row, column) => places.get(row * cols + column)!;
}

/** [positions][4 rows] -> [fours][4 rows][4 columns] */
function turned(weights: Int8Array): Int8Array {
  return weights.map((_, i) => weights[(i & ~15) + (i & 3) * 4 + ((i >> 2) & 3)]!);
}

function putShorts(arena: WasmArena, values: ArrayLike<number>): number {
  const at = arena.allocate(values.length * 2);
  new Uint16Array(arena.memory.buffer, at, values.length).set(values);
  return at;
}
