// What a block row (4 outputs) of bytes reads, as the row kernels want it: columns in fours, weights of a four as
// [4 rows][4 columns]. Dense rows lie as [position][4 rows] in memory, so that the four rows of one column are one word, which
// sparser levels pick out: a row is turned into fours just before all of its panels are computed.

/** [4 columns][4 rows] -> [4 rows][4 columns]. */
// @ts-ignore: decorator
@inline
export function turn(v: v128): v128 {
  return i8x16.shuffle(v, v, 0, 4, 8, 12, 1, 5, 9, 13, 2, 6, 10, 14, 3, 7, 11, 15);
}

/** A dense row. @param to [fours][4][4] */
// @ts-ignore: decorator
@inline
export function turnRow(weights: usize, fours: usize, to: usize): void {
  const end = to + (fours << 4);
  for (; to < end; to += 16) {
    v128.store(to, turn(v128.load(weights)));
    weights += 16;
  }
}

/** Copies a list of `fours`. */
// @ts-ignore: decorator
@inline
export function copyRow(columns: usize, weights: usize, fours: usize, toColumns: usize, to: usize): void {
  const end = to + (fours << 4);
  for (; to < end; to += 16) {
    v128.store(to, v128.load(weights));
    store<u64>(toColumns, load<u64>(columns));
    weights += 16;
    columns += 8;
    toColumns += 8;
  }
}

/**
 * Blocks of a row out of the dense one. @param places u16 [blocks] positions in the dense row, with any three behind
 * @param columns u16 [positions] offsets of the columns in the input @param toColumns u16 [fours][4] @param to [fours][4][4]
 * @returns fours; weights beyond the blocks are 0
 */
// @ts-ignore: decorator
@inline
function gatherRow(places: usize, blocks: usize, columns: usize, weights: usize, toColumns: usize, to: usize): usize {
  const fours = (blocks + 3) >> 2;
  for (let f: usize = 0; f < fours; f++) {
    const a = <usize>load<u16>(places), b = <usize>load<u16>(places, 2), c = <usize>load<u16>(places, 4), d = <usize>load<u16>(places, 6);
    store<u16>(toColumns, load<u16>(columns + (a << 1)));
    store<u16>(toColumns, load<u16>(columns + (b << 1)), 2);
    store<u16>(toColumns, load<u16>(columns + (c << 1)), 4);
    store<u16>(toColumns, load<u16>(columns + (d << 1)), 6);
    let v = v128.load32_zero(weights + (a << 2));
    v = v128.load32_lane(weights + (b << 2), v, 1);
    v = v128.load32_lane(weights + (c << 2), v, 2);
    v = v128.load32_lane(weights + (d << 2), v, 3);
    v128.store(to, turn(v));
    places += 8;
    toColumns += 8;
    to += 16;
  }
  // The last four may have one to three blocks: bytes of columns that are not there become 0.
  const left = <u32>blocks & 3;
  if (left) v128.store(to - 16, v128.and(v128.load(to - 16), i32x4.splat(<i32>((1 << (left << 3)) - 1))));
  return fours;
}

/**
 * Row `r` of a level between: its blocks of the sparsest level are a list, `fours` of it, the others positions.
 * @param shared 0 u16 offsets of the positions in the input, 1 dense weights [block rows][positions][4], 2 fours of a dense row, 3 u16
 * positions, 4 u32 [block rows] first of each row, 5 u16 [block rows] their number @returns fours
 */
// @ts-ignore: decorator
@inline
export function joinRow(
  columns: usize, weights: usize, fours: usize, shared: usize, r: usize, toColumns: usize, to: usize,
): usize {
  copyRow(columns, weights, fours, toColumns, to);
  const first = <usize>load<u32>(<usize>load<u32>(shared, 16) + (r << 2));
  const blocks = <usize>load<u16>(<usize>load<u32>(shared, 20) + (r << 1));
  const dense = <usize>load<u32>(shared, 4) + ((r * <usize>load<u32>(shared, 8)) << 4);
  return fours + gatherRow(
    <usize>load<u32>(shared, 12) + (first << 1), blocks, <usize>load<u32>(shared), dense,
    toColumns + (fours << 3), to + (fours << 4),
  );
}

/**
 * Four channels -> pixel by pixel, so that a dot product reads four columns of the matrix in order.
 * @param x [4 groups][channelBytes] an unfolded layout, whose channels are multiples of 16 bytes @param out [groups][channelBytes][4]
 * @param room 0, or where `out` is x: room of four channels
 */
export function pack(x: usize, channelBytes: usize, groups: i32, out: usize, room: usize): void {
  for (let g: i32 = 0; g < groups; g++) {
    let to = room ? room : out;
    for (const end = x + channelBytes; x < end; x += 16) {
      const a = v128.load(x), b = v128.load(x + channelBytes), c = v128.load(x + (channelBytes << 1)), d = v128.load(x + channelBytes * 3);
      const u = i8x16.shuffle(a, b, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const v = i8x16.shuffle(c, d, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const p = i8x16.shuffle(a, b, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      const q = i8x16.shuffle(c, d, 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31);
      v128.store(to, i16x8.shuffle(u, v, 0, 8, 1, 9, 2, 10, 3, 11));
      v128.store(to, i16x8.shuffle(u, v, 4, 12, 5, 13, 6, 14, 7, 15), 16);
      v128.store(to, i16x8.shuffle(p, q, 0, 8, 1, 9, 2, 10, 3, 11), 32);
      v128.store(to, i16x8.shuffle(p, q, 4, 12, 5, 13, 6, 14, 7, 15), 48);
      to += 64;
    }
    x += channelBytes * 3;
    if (room) for (let i: usize = 0; i < channelBytes << 2; i += 16) v128.store(out + i, v128.load(room + i));
    out += channelBytes << 2;
  }
}
