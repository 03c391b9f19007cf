// A convolution reads its input unfolded along x: for each column kx of the window an image of its own, shifted and with
// zeros where the window is outside, whose rows are as long as the output's and apart by their place in the stride. Then
// the pixels of every column of the matrix follow each other as those of the output do: no gathering, no lanes lost at the
// ends of rows. Sixteen bytes of it are picked at a time, by a table, from wherever they are.

/** Bytes of a pick. */
// @ts-ignore: decorator
@inline
const PICK: usize = 24;

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

// @ts-ignore: decorator
@inline
function pick(from: usize, places: usize): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i8x16.relaxed_swizzle(v128.load(from), v128.load(places));
  return i8x16.swizzle(v128.load(from), v128.load(places));
}

/**
 * One channel of an image, [pixels] float32, into an unfolded layout.
 * @param spec as `writeUnfold` has it: words 0 address, 1 bytes a channel, 2 bytes of a float or byte, 3 pixels, 4 f32
 *   1 / scale of bytes, 5 scratch of bytes, 6 picks, 7 number of groups of chunks, then for each group 2 words: picks a chunk,
 *   chunks. A pick is 24 bytes: place of the chunk in the channel, signed offset of sixteen bytes of input, sixteen
 *   places among them (128: zero). A chunk without picks has one that says where the zeros go.
 */
export function unfold(x: usize, spec: usize, channel: i32): void {
  const base = <usize>load<u32>(spec) + <usize>channel * <usize>load<u32>(spec, 4);
  if (load<u32>(spec, 8) == 1) {
    const bytes = <usize>load<u32>(spec, 20);
    quantise(x, bytes, load<i32>(spec, 12), load<f32>(spec, 16));
    x = bytes;
  }
  let p = <usize>load<u32>(spec, 24);
  const end = spec + 32 + (<usize>load<u32>(spec, 28) << 3);
  for (let g = spec + 32; g < end; g += 8) {
    const picks = <usize>load<u32>(g), chunks = <usize>load<u32>(g, 4);
    if (picks == 1) {
      for (const last = p + chunks * PICK; p < last; p += PICK) {
        v128.store(base + <usize>load<u32>(p), pick(x + <usize>load<i32>(p, 4), p + 8));
      }
    } else if (picks == 2) {
      for (const last = p + chunks * 2 * PICK; p < last; p += 2 * PICK) {
        const a = pick(x + <usize>load<i32>(p, 4), p + 8), b = pick(x + <usize>load<i32>(p, 28), p + 32);
        v128.store(base + <usize>load<u32>(p), v128.or(a, b));
      }
    } else if (picks == 0) {
      const zero = i32x4.splat(0);
      for (const last = p + chunks * PICK; p < last; p += PICK) v128.store(base + <usize>load<u32>(p), zero);
    } else {
      for (const last = p + chunks * picks * PICK; p < last; ) {
        const to = base + <usize>load<u32>(p);
        let all = pick(x + <usize>load<i32>(p, 4), p + 8);
        for (let i: usize = 1; i < picks; i++) {
          p += PICK;
          all = v128.or(all, pick(x + <usize>load<i32>(p, 4), p + 8));
        }
        p += PICK;
        v128.store(to, all);
      }
    }
  }
}
