// A convolution reads its input unfolded along x: for each column kx of the window an image of its own, shifted and with
// zeros where the window is outside, whose rows are as long as the output's and apart by their place in the stride. Then
// the pixels of every column of the matrix follow each other as those of the output do: no gathering, no lanes lost at the
// ends of rows.

/** Zeros from `at`, at least `bytes` of them, in steps of 16. */
// @ts-ignore: decorator
@inline
function clear(at: usize, bytes: usize): void {
  const zero = i32x4.splat(0);
  for (let i: usize = 0; i < bytes; i += 16) v128.store(at + i, zero);
}

/** `bytes` of every second float or byte, in steps of 16. */
// @ts-ignore: decorator
@inline
function copySecond(from: usize, to: usize, bytes: usize, floats: bool): void {
  if (floats) {
    for (let i: usize = 0; i < bytes; i += 16) {
      const a = v128.load(from + (i << 1)), b = v128.load(from + (i << 1), 16);
      v128.store(to + i, i32x4.shuffle(a, b, 0, 2, 4, 6));
    }
  } else {
    const low = i16x8.splat(255);
    for (let i: usize = 0; i < bytes; i += 16) {
      const a = v128.and(v128.load(from + (i << 1)), low), b = v128.and(v128.load(from + (i << 1), 16), low);
      v128.store(to + i, i8x16.narrow_i16x8_u(a, b));
    }
  }
}

/** Zeros in `count` elements of each row. */
// @ts-ignore: decorator
@inline
function clearColumns(at: usize, rowBytes: usize, rows: i32, count: i32, floats: bool): void {
  for (let y: i32 = 0; y < rows; y++) {
    for (let i: i32 = 0; i < count; i++) {
      if (floats) store<f32>(at + (<usize>i << 2), 0);
      else store<u8>(at + <usize>i, 0);
    }
    at += rowBytes;
  }
}

/** float32 -> 0 to 127 in a byte: nearest, halves up; in steps of 16 pixels. */
// @ts-ignore: decorator
@inline
function quantise(from: usize, to: usize, pixels: i32, inverse: f32): void {
  const s = f32x4.splat(inverse), most = i8x16.splat(127);
  for (let i: i32 = 0; i < pixels; i += 16) {
    const a = i16x8.narrow_i32x4_s(whole(v128.load(from), s), whole(v128.load(from, 16), s));
    const b = i16x8.narrow_i32x4_s(whole(v128.load(from, 32), s), whole(v128.load(from, 48), s));
    v128.store(to, i8x16.min_u(i8x16.narrow_i16x8_u(a, b), most));
    from += 64;
    to += 16;
  }
}

// @ts-ignore: decorator
@inline
function whole(x: v128, inverse: v128): v128 {
  const y = f32x4.add(f32x4.mul(x, inverse), f32x4.splat(0.5));
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_trunc_f32x4_s(f32x4.pmin(f32x4.splat(255), y));
  return i32x4.trunc_sat_f32x4_s(f32x4.pmin(f32x4.splat(255), y));
}

/**
 * One channel of an image, [pixels] float32, into an unfolded layout.
 * @param spec as `writeUnfold` has it: words 0 address, 1 bytes a channel, 2 bytes of a float or byte, 3 stride,
 *   4 bytes of an output row, 5 bytes of `stride` input rows, 6 pixels, 7 f32 1 / scale of bytes, 8 scratch of bytes,
 *   9 planes, then 8 words a plane: 0 offset, 1 bytes of zeros before, 2 signed offset of the first input, 3 rows,
 *   4 bytes of zeros behind, 5 elements of zeros at the left, 6 at the right, 7 rows follow each other as the input's do
 */
export function unfold(x: usize, spec: usize, channel: i32): void {
  const floats = load<u32>(spec, 8) == 4, strided = load<u32>(spec, 12) == 2;
  const rowBytes = <usize>load<u32>(spec, 16), inRow = <usize>load<u32>(spec, 20);
  const base = <usize>load<u32>(spec) + <usize>channel * <usize>load<u32>(spec, 4);
  if (!floats) {
    const bytes = <usize>load<u32>(spec, 32);
    quantise(x, bytes, load<i32>(spec, 24), load<f32>(spec, 28));
    x = bytes;
  }
  const end = spec + 40 + ((<usize>load<u32>(spec, 36)) << 5);
  for (let p = spec + 40; p < end; p += 32) {
    const start = base + <usize>load<u32>(p), before = <usize>load<u32>(p, 4), rows = load<i32>(p, 12);
    clear(start, before);
    const first = start + before, body = <usize>rows * rowBytes;
    let from = x + <usize>load<i32>(p, 8), to = first;
    if (load<u32>(p, 28)) {
      for (let i: usize = 0; i < body; i += 16) v128.store(to + i, v128.load(from + i));
    } else {
      for (let y: i32 = 0; y < rows; y++) {
        if (strided) copySecond(from, to, rowBytes, floats);
        else for (let i: usize = 0; i < rowBytes; i += 16) v128.store(to + i, v128.load(from + i));
        from += inRow;
        to += rowBytes;
      }
    }
    clear(first + body, <usize>load<u32>(p, 16));
    const left = load<i32>(p, 20), right = load<i32>(p, 24);
    if (left) clearColumns(first, rowBytes, rows, left, floats);
    if (right) clearColumns(first + rowBytes - (<usize>right << (floats ? 2 : 0)), rowBytes, rows, right, floats);
  }
}
