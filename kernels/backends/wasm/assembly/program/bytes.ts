// One block row (4 outputs) times eight neighbouring pixels of one image, int8: activations are 0 to 127 in a byte,
// weights signed bytes. Blocks are taken four at a time, [4 rows][4 columns] bytes, so that the bytes of four
// columns meet in one dot product. All forms give the same exact int32 sums: seven bits of activation let no engine's
// products saturate.

/** Four bytes of activation times four of weight, added to each sum: one instruction where the engine has VNNI. */
// @ts-ignore: decorator
@inline
function dot4(a: v128, weights: v128, x: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, x, a);
  return a;
}

/** Sums -> max(scale * sum + bias (+ residual), floor) of one row and eight pixels, float32. */
// @ts-ignore: decorator
@inline
function finish(low: v128, high: v128, scale: usize, bias: usize, floor: v128, residual: usize, out: usize): void {
  const s = v128.load_splat<f32>(scale), b = v128.load_splat<f32>(bias);
  let l = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(low), s), b);
  let h = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(high), s), b);
  if (residual) {
    l = f32x4.add(l, v128.load(residual));
    h = f32x4.add(h, v128.load(residual, 16));
  }
  v128.store(out, f32x4.pmax(l, floor));
  v128.store(out, f32x4.pmax(h, floor), 16);
}

/** Block row `r`, by dot products of four bytes. @param segments @param columns as in `rowOne`,
 * in fours and with offsets of 16 bits */
// @ts-ignore: decorator
@inline
export function rowBytes(
  x: usize, segments: usize, segmentEnd: usize, columns: usize, r: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 3);
    if (columns) {
      w += (r * columns) << 4;
    } else {
      const rows = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(rows);
      end = c + (<usize>load<u32>(rows, 4) << 3);
      c += first << 3;
      w += first << 4;
    }
    for (; c < end; c += 8) {
      const u = v128.load64_zero(x + <usize>load<u16>(c)), v = v128.load64_zero(x + <usize>load<u16>(c, 2));
      const t = v128.load64_zero(x + <usize>load<u16>(c, 4)), q = v128.load64_zero(x + <usize>load<u16>(c, 6));
      const uv = i8x16.shuffle(u, v, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const tq = i8x16.shuffle(t, q, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const x0 = i16x8.shuffle(uv, tq, 0, 8, 1, 9, 2, 10, 3, 11), x1 = i16x8.shuffle(uv, tq, 4, 12, 5, 13, 6, 14, 7, 15);
      let s = v128.load_splat<i32>(w);
      a00 = dot4(a00, s, x0); a01 = dot4(a01, s, x1);
      s = v128.load_splat<i32>(w, 4);
      a10 = dot4(a10, s, x0); a11 = dot4(a11, s, x1);
      s = v128.load_splat<i32>(w, 8);
      a20 = dot4(a20, s, x0); a21 = dot4(a21, s, x1);
      s = v128.load_splat<i32>(w, 12);
      a30 = dot4(a30, s, x0); a31 = dot4(a31, s, x1);
      w += 16;
    }
  }
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/**
 * Products of two bytes, then of the sums and 1: activations of seven bits saturate nothing, so the result is the same on
 * every engine.
 */
// @ts-ignore: decorator
@inline
function dotPairs(a: v128, weights: v128, x: v128, ones: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.add(a, i32x4.dot_i16x8_s(i16x8.relaxed_dot_i8x16_i7x16_s(weights, x), ones));
  return a;
}

/** `rowBytes` for engines whose dot product of four bytes is five instructions: the same sums. */
// @ts-ignore: decorator
@inline
export function rowPairs(
  x: usize, segments: usize, segmentEnd: usize, columns: usize, r: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (let g = segments; g < segmentEnd; g += 12) {
    let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 3);
    if (columns) {
      w += (r * columns) << 4;
    } else {
      const rows = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(rows);
      end = c + (<usize>load<u32>(rows, 4) << 3);
      c += first << 3;
      w += first << 4;
    }
    for (; c < end; c += 8) {
      const u = v128.load64_zero(x + <usize>load<u16>(c)), v = v128.load64_zero(x + <usize>load<u16>(c, 2));
      const t = v128.load64_zero(x + <usize>load<u16>(c, 4)), q = v128.load64_zero(x + <usize>load<u16>(c, 6));
      const uv = i8x16.shuffle(u, v, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const tq = i8x16.shuffle(t, q, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
      const x0 = i16x8.shuffle(uv, tq, 0, 8, 1, 9, 2, 10, 3, 11), x1 = i16x8.shuffle(uv, tq, 4, 12, 5, 13, 6, 14, 7, 15);
      let s = v128.load_splat<i32>(w);
      a00 = dotPairs(a00, s, x0, ones); a01 = dotPairs(a01, s, x1, ones);
      s = v128.load_splat<i32>(w, 4);
      a10 = dotPairs(a10, s, x0, ones); a11 = dotPairs(a11, s, x1, ones);
      s = v128.load_splat<i32>(w, 8);
      a20 = dotPairs(a20, s, x0, ones); a21 = dotPairs(a21, s, x1, ones);
      s = v128.load_splat<i32>(w, 12);
      a30 = dotPairs(a30, s, x0, ones); a31 = dotPairs(a31, s, x1, ones);
      w += 16;
    }
  }
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/**
 * The dot product of four equal weights and four equal activations on a sum, as the engine computes it.
 * @param pairs 0: in one instruction of four bytes, 1: in pairs @returns `sum` where there is no relaxed SIMD
 */
export function byteDotProbe(pairs: i32, weight: i32, x: i32, sum: i32): i32 {
  const a = i32x4.splat(sum), w = i8x16.splat(<i8>weight), v = i8x16.splat(<i8>x);
  return i32x4.extract_lane(pairs ? dotPairs(a, w, v, i16x8.splat(1)) : dot4(a, w, v), 0);
}

// @ts-ignore: decorator
@inline
function dot2(a: v128, weights: v128, x: v128): v128 {
  return i32x4.add(a, i32x4.dot_i16x8_s(weights, x));
}

/** `rowBytes` by products of two 16-bit values, which engines without relaxed SIMD have: the same sums. */
// @ts-ignore: decorator
@inline
export function rowShorts(
  x: usize, segments: usize, segmentEnd: usize, columns: usize, r: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  for (let g = segments; g < segmentEnd; g += 12) {
    let c = <usize>load<u32>(g, 4), w = <usize>load<u32>(g, 8), end = c + (columns << 3);
    if (columns) {
      w += (r * columns) << 4;
    } else {
      const rows = <usize>load<u32>(g) + (r << 2), first = <usize>load<u32>(rows);
      end = c + (<usize>load<u32>(rows, 4) << 3);
      c += first << 3;
      w += first << 4;
    }
    for (; c < end; c += 8) {
      const u = v128.load_ext<u8>(x + <usize>load<u16>(c)), v = v128.load_ext<u8>(x + <usize>load<u16>(c, 2));
      const t = v128.load_ext<u8>(x + <usize>load<u16>(c, 4)), q = v128.load_ext<u8>(x + <usize>load<u16>(c, 6));
      const x0 = i16x8.shuffle(u, v, 0, 8, 1, 9, 2, 10, 3, 11), x1 = i16x8.shuffle(u, v, 4, 12, 5, 13, 6, 14, 7, 15);
      const y0 = i16x8.shuffle(t, q, 0, 8, 1, 9, 2, 10, 3, 11), y1 = i16x8.shuffle(t, q, 4, 12, 5, 13, 6, 14, 7, 15);
      const p = v128.load_ext<i8>(w), n = v128.load_ext<i8>(w, 8);
      let s = i32x4.shuffle(p, p, 0, 0, 0, 0);
      a00 = dot2(a00, s, x0); a01 = dot2(a01, s, x1);
      s = i32x4.shuffle(p, p, 1, 1, 1, 1);
      a00 = dot2(a00, s, y0); a01 = dot2(a01, s, y1);
      s = i32x4.shuffle(p, p, 2, 2, 2, 2);
      a10 = dot2(a10, s, x0); a11 = dot2(a11, s, x1);
      s = i32x4.shuffle(p, p, 3, 3, 3, 3);
      a10 = dot2(a10, s, y0); a11 = dot2(a11, s, y1);
      s = i32x4.shuffle(n, n, 0, 0, 0, 0);
      a20 = dot2(a20, s, x0); a21 = dot2(a21, s, x1);
      s = i32x4.shuffle(n, n, 1, 1, 1, 1);
      a20 = dot2(a20, s, y0); a21 = dot2(a21, s, y1);
      s = i32x4.shuffle(n, n, 2, 2, 2, 2);
      a30 = dot2(a30, s, x0); a31 = dot2(a31, s, x1);
      s = i32x4.shuffle(n, n, 3, 3, 3, 3);
      a30 = dot2(a30, s, y0); a31 = dot2(a31, s, y1);
      w += 16;
    }
  }
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}
