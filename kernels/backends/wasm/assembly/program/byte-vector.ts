import { turn } from './byte-lists';

// One right-hand side of 16-bit whole numbers times rows of bytes: four rows and four columns at a time, exact in int32.

/** Nearest, ties to even; what is no number becomes 0. */
// @ts-ignore: decorator
@inline
function whole(x: v128, inverse: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(x, inverse)));
}

/**
 * x -> i16 in steps of (largest magnitude) / most. Up to three behind the last become 0.
 * @param offsets u32 bytes of each column in x, or 0: they follow each other @returns value of a step
 */
export function narrowVector(x: usize, columns: i32, offsets: usize, most: f32, to: usize): f32 {
  const eights = offsets ? 0 : columns & ~7;
  let maxima = f32x4.splat(0);
  for (let i: i32 = 0; i < eights; i += 8) {
    const at = x + (<usize>i << 2);
    maxima = f32x4.max(maxima, f32x4.max(f32x4.abs(v128.load(at)), f32x4.abs(v128.load(at, 16))));
  }
  for (let i = eights; i < columns; i++) maxima = f32x4.max(maxima, f32x4.abs(v128.load_splat<f32>(place(x, offsets, i))));
  maxima = f32x4.max(maxima, i32x4.shuffle(maxima, maxima, 2, 3, 0, 1));
  const largest = max(f32x4.extract_lane(maxima, 0), f32x4.extract_lane(maxima, 1));
  // Below, the inverse is not a number.
  const inverse = f32x4.splat(largest > 1e-30 ? most / largest : 0);
  for (let i: i32 = 0; i < eights; i += 8) {
    const at = x + (<usize>i << 2);
    v128.store(to + (<usize>i << 1), i16x8.narrow_i32x4_s(whole(v128.load(at), inverse), whole(v128.load(at, 16), inverse)));
  }
  for (let i = eights; i < columns; i++) {
    store<i16>(to + (<usize>i << 1), i32x4.extract_lane(whole(v128.load_splat<f32>(place(x, offsets, i)), inverse), 0));
  }
  for (let i = columns; i & 3; i++) store<i16>(to + (<usize>i << 1), 0);
  return largest / most;
}

// @ts-ignore: decorator
@inline
function place(x: usize, offsets: usize, i: i32): usize {
  return x + (offsets ? <usize>load<u32>(offsets + (<usize>i << 2)) : <usize>i << 2);
}

/** Four sums of pairs of two rows each -> sums of four rows. */
// @ts-ignore: decorator
@inline
function four(low: v128, high: v128): v128 {
  return i32x4.add(i32x4.shuffle(low, high, 0, 2, 4, 6), i32x4.shuffle(low, high, 1, 3, 5, 7));
}

/** A dense row, [fours][4 columns][4 rows]. */
// @ts-ignore: decorator
@inline
export function turnedSum(x: usize, w: usize, fours: usize): v128 {
  let low = i32x4.splat(0), high = i32x4.splat(0);
  for (const end = w + (fours << 4); w < end; w += 16) {
    const v = turn(v128.load(w)), q = v128.load64_splat(x);
    low = i32x4.add(low, i32x4.dot_i16x8_s(i16x8.extend_low_i8x16_s(v), q));
    high = i32x4.add(high, i32x4.dot_i16x8_s(i16x8.extend_high_i8x16_s(v), q));
    x += 8;
  }
  return four(low, high);
}

/** A list of columns: u16 [fours][4] offsets in x from `c` to before `end`, weights [fours][4 rows][4 columns]. */
// @ts-ignore: decorator
@inline
export function listSum(x: usize, c: usize, end: usize, w: usize): v128 {
  let low = i32x4.splat(0), high = i32x4.splat(0);
  for (; c < end; c += 8) {
    const pair = <u32>load<u16>(x + <usize>load<u16>(c)) | (<u32>load<u16>(x + <usize>load<u16>(c, 2)) << 16);
    const next = <u32>load<u16>(x + <usize>load<u16>(c, 4)) | (<u32>load<u16>(x + <usize>load<u16>(c, 6)) << 16);
    const q = i64x2.splat(<i64>(<u64>pair | (<u64>next << 32)));
    low = i32x4.add(low, i32x4.dot_i16x8_s(v128.load_ext<i8>(w), q));
    high = i32x4.add(high, i32x4.dot_i16x8_s(v128.load_ext<i8>(w, 8), q));
    w += 16;
  }
  return four(low, high);
}
