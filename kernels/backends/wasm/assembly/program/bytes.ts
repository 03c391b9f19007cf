// One block row (4 outputs) times eight neighbouring pixels of one image, int8: activations are 0 to 127 in a byte,
// weights signed bytes. Blocks are taken four at a time, [4 rows][4 columns] bytes, so that the bytes of four
// columns meet in one dot product. All forms give the same exact int32 sums: seven bits of activation let no engine's
// products saturate. A row's list goes from `c` to before `end` of u16 [fours][4], offsets of the columns in x, with
// weights [fours][4][4] at `w`. Packed x has the bytes of four columns next to each other, [pixels][4]; its list is u32 [fours].

/** Four bytes of activation times four of weight, added to each sum: one instruction where the engine has VNNI. */
// @ts-ignore: decorator
@inline
function dot4(a: v128, weights: v128, x: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, x, a);
  return a;
}

/** Products of two bytes in 16 bits. */
// @ts-ignore: decorator
@inline
function twos(weights: v128, x: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i16x8.relaxed_dot_i8x16_i7x16_s(weights, x);
  return x;
}

/** Sums of two products in 16 bits -> added to those in 32. */
// @ts-ignore: decorator
@inline
function widen(a: v128, sums: v128, ones: v128): v128 {
  return i32x4.add(a, i32x4.dot_i16x8_s(sums, ones));
}

/** Products of two bytes, then of the sums and 1. */
// @ts-ignore: decorator
@inline
function dotPairs(a: v128, weights: v128, x: v128, ones: v128): v128 {
  return widen(a, twos(weights, x), ones);
}

/** `dotPairs` of two fours whose sums of two products, added, fit 16 bits. */
// @ts-ignore: decorator
@inline
function dotChain(a: v128, weights: v128, x: v128, weights2: v128, x2: v128, ones: v128): v128 {
  return widen(a, i16x8.add(twos(weights, x), twos(weights2, x2)), ones);
}

// @ts-ignore: decorator
@inline
function dot2(a: v128, weights: v128, x: v128): v128 {
  return i32x4.add(a, i32x4.dot_i16x8_s(weights, x));
}

/** Bytes of two columns -> pixel by pixel. */
// @ts-ignore: decorator
@inline
function zip(u: v128, v: v128): v128 {
  return i8x16.shuffle(u, v, 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23);
}

/** Pairs of bytes of the first four pixels -> fours. */
// @ts-ignore: decorator
@inline
function zipLow(u: v128, v: v128): v128 {
  return i16x8.shuffle(u, v, 0, 8, 1, 9, 2, 10, 3, 11);
}

// @ts-ignore: decorator
@inline
function zipHigh(u: v128, v: v128): v128 {
  return i16x8.shuffle(u, v, 4, 12, 5, 13, 6, 14, 7, 15);
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

/** `finish` of four rows. */
// @ts-ignore: decorator
@inline
function finishRows(
  a00: v128, a01: v128, a10: v128, a11: v128, a20: v128, a21: v128, a30: v128, a31: v128,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  finish(a00, a01, scale, bias, floor, residual, out);
  finish(a10, a11, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finish(a20, a21, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finish(a30, a31, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/** By dot products of four bytes. */
// @ts-ignore: decorator
@inline
export function rowBytes(
  x: usize, c: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  for (; c < end; c += 8) {
    const x01 = zip(v128.load64_zero(x + <usize>load<u16>(c)), v128.load64_zero(x + <usize>load<u16>(c, 2)));
    const x23 = zip(v128.load64_zero(x + <usize>load<u16>(c, 4)), v128.load64_zero(x + <usize>load<u16>(c, 6)));
    const x0 = zipLow(x01, x23), x1 = zipHigh(x01, x23);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
}

/**
 * `rowBytes` for engines whose dot product of four bytes is five instructions: the same sums.
 * @param chained end of the fours that are taken two at a time, as `dotChain` has it
 */
// @ts-ignore: decorator
@inline
export function rowPairs(
  x: usize, c: usize, chained: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (; c < chained; c += 16) {
    const x01 = zip(v128.load64_zero(x + <usize>load<u16>(c)), v128.load64_zero(x + <usize>load<u16>(c, 2)));
    const x23 = zip(v128.load64_zero(x + <usize>load<u16>(c, 4)), v128.load64_zero(x + <usize>load<u16>(c, 6)));
    const x0 = zipLow(x01, x23), x1 = zipHigh(x01, x23);
    const y01 = zip(v128.load64_zero(x + <usize>load<u16>(c, 8)), v128.load64_zero(x + <usize>load<u16>(c, 10)));
    const y23 = zip(v128.load64_zero(x + <usize>load<u16>(c, 12)), v128.load64_zero(x + <usize>load<u16>(c, 14)));
    const y0 = zipLow(y01, y23), y1 = zipHigh(y01, y23);
    let s = v128.load_splat<i32>(w), t = v128.load_splat<i32>(w, 16);
    a00 = dotChain(a00, s, x0, t, y0, ones); a01 = dotChain(a01, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 4); t = v128.load_splat<i32>(w, 20);
    a10 = dotChain(a10, s, x0, t, y0, ones); a11 = dotChain(a11, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 8); t = v128.load_splat<i32>(w, 24);
    a20 = dotChain(a20, s, x0, t, y0, ones); a21 = dotChain(a21, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 12); t = v128.load_splat<i32>(w, 28);
    a30 = dotChain(a30, s, x0, t, y0, ones); a31 = dotChain(a31, s, x1, t, y1, ones);
    w += 32;
  }
  for (; c < end; c += 8) {
    const x01 = zip(v128.load64_zero(x + <usize>load<u16>(c)), v128.load64_zero(x + <usize>load<u16>(c, 2)));
    const x23 = zip(v128.load64_zero(x + <usize>load<u16>(c, 4)), v128.load64_zero(x + <usize>load<u16>(c, 6)));
    const x0 = zipLow(x01, x23), x1 = zipHigh(x01, x23);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
}

/** `rowBytes` on packed x. */
// @ts-ignore: decorator
@inline
export function packedBytes(
  x: usize, c: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  for (; c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    const x0 = v128.load(at), x1 = v128.load(at, 16);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
}

/** `packedBytes` on two panels: pays only where the compiler joins neighbours into 256-bit registers. */
// @ts-ignore: decorator
@inline
export function packedBytesTwo(
  x: usize, c: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  let b00 = i32x4.splat(0), b01 = i32x4.splat(0), b10 = i32x4.splat(0), b11 = i32x4.splat(0);
  let b20 = i32x4.splat(0), b21 = i32x4.splat(0), b30 = i32x4.splat(0), b31 = i32x4.splat(0);
  for (; c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(at, 32), y1 = v128.load(at, 48);
    let s = v128.load_splat<i32>(w);
    a00 = dot4(a00, s, x0); a01 = dot4(a01, s, x1); b00 = dot4(b00, s, y0); b01 = dot4(b01, s, y1);
    s = v128.load_splat<i32>(w, 4);
    a10 = dot4(a10, s, x0); a11 = dot4(a11, s, x1); b10 = dot4(b10, s, y0); b11 = dot4(b11, s, y1);
    s = v128.load_splat<i32>(w, 8);
    a20 = dot4(a20, s, x0); a21 = dot4(a21, s, x1); b20 = dot4(b20, s, y0); b21 = dot4(b21, s, y1);
    s = v128.load_splat<i32>(w, 12);
    a30 = dot4(a30, s, x0); a31 = dot4(a31, s, x1); b30 = dot4(b30, s, y0); b31 = dot4(b31, s, y1);
    w += 16;
  }
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
  finishRows(b00, b01, b10, b11, b20, b21, b30, b31, scale, bias, floor, residual ? residual + 32 : 0, out + 32, plane);
}

/** `rowPairs` on packed x. */
// @ts-ignore: decorator
@inline
export function packedPairs(
  x: usize, c: usize, chained: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (; c < chained; c += 8) {
    const at = x + <usize>load<u32>(c), next = x + <usize>load<u32>(c, 4);
    const x0 = v128.load(at), x1 = v128.load(at, 16), y0 = v128.load(next), y1 = v128.load(next, 16);
    let s = v128.load_splat<i32>(w), t = v128.load_splat<i32>(w, 16);
    a00 = dotChain(a00, s, x0, t, y0, ones); a01 = dotChain(a01, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 4); t = v128.load_splat<i32>(w, 20);
    a10 = dotChain(a10, s, x0, t, y0, ones); a11 = dotChain(a11, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 8); t = v128.load_splat<i32>(w, 24);
    a20 = dotChain(a20, s, x0, t, y0, ones); a21 = dotChain(a21, s, x1, t, y1, ones);
    s = v128.load_splat<i32>(w, 12); t = v128.load_splat<i32>(w, 28);
    a30 = dotChain(a30, s, x0, t, y0, ones); a31 = dotChain(a31, s, x1, t, y1, ones);
    w += 32;
  }
  for (; c < end; c += 4) {
    const at = x + <usize>load<u32>(c);
    const x0 = v128.load(at), x1 = v128.load(at, 16);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
}

/** Four bytes of each of four columns -> pixel by pixel. @param c their offsets */
// @ts-ignore: decorator
@inline
function zipFour(x: usize, c: usize): v128 {
  const u = zip(v128.load32_zero(x + <usize>load<u16>(c)), v128.load32_zero(x + <usize>load<u16>(c, 2)));
  return zipLow(u, zip(v128.load32_zero(x + <usize>load<u16>(c, 4)), v128.load32_zero(x + <usize>load<u16>(c, 6))));
}

/** `finish` of four pixels, the other four 0: what stands there would be read, and odd numbers are slow. */
// @ts-ignore: decorator
@inline
function finishHalf(sum: v128, scale: usize, bias: usize, floor: v128, residual: usize, out: usize): void {
  let y = f32x4.add(f32x4.mul(f32x4.convert_i32x4_s(sum), v128.load_splat<f32>(scale)), v128.load_splat<f32>(bias));
  if (residual) y = f32x4.add(y, v128.load(residual));
  v128.store(out, f32x4.pmax(y, floor));
  v128.store(out, f32x4.splat(0), 16);
}

/** `rowPairs` of the first four pixels. */
// @ts-ignore: decorator
@inline
export function halfPairs(
  x: usize, c: usize, chained: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a0 = i32x4.splat(0), a1 = i32x4.splat(0), a2 = i32x4.splat(0), a3 = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (; c < chained; c += 16) {
    const x0 = zipFour(x, c), y0 = zipFour(x, c + 8);
    let s = v128.load_splat<i32>(w), t = v128.load_splat<i32>(w, 16);
    a0 = dotChain(a0, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 4); t = v128.load_splat<i32>(w, 20);
    a1 = dotChain(a1, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 8); t = v128.load_splat<i32>(w, 24);
    a2 = dotChain(a2, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 12); t = v128.load_splat<i32>(w, 28);
    a3 = dotChain(a3, s, x0, t, y0, ones);
    w += 32;
  }
  for (; c < end; c += 8) {
    const x0 = zipFour(x, c);
    a0 = dotPairs(a0, v128.load_splat<i32>(w), x0, ones);
    a1 = dotPairs(a1, v128.load_splat<i32>(w, 4), x0, ones);
    a2 = dotPairs(a2, v128.load_splat<i32>(w, 8), x0, ones);
    a3 = dotPairs(a3, v128.load_splat<i32>(w, 12), x0, ones);
    w += 16;
  }
  finishHalf(a0, scale, bias, floor, residual, out);
  finishHalf(a1, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finishHalf(a2, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finishHalf(a3, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/** `packedPairs` of the first four pixels. */
// @ts-ignore: decorator
@inline
export function packedHalfPairs(
  x: usize, c: usize, chained: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a0 = i32x4.splat(0), a1 = i32x4.splat(0), a2 = i32x4.splat(0), a3 = i32x4.splat(0);
  const ones = i16x8.splat(1);
  for (; c < chained; c += 8) {
    const x0 = v128.load(x + <usize>load<u32>(c)), y0 = v128.load(x + <usize>load<u32>(c, 4));
    let s = v128.load_splat<i32>(w), t = v128.load_splat<i32>(w, 16);
    a0 = dotChain(a0, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 4); t = v128.load_splat<i32>(w, 20);
    a1 = dotChain(a1, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 8); t = v128.load_splat<i32>(w, 24);
    a2 = dotChain(a2, s, x0, t, y0, ones);
    s = v128.load_splat<i32>(w, 12); t = v128.load_splat<i32>(w, 28);
    a3 = dotChain(a3, s, x0, t, y0, ones);
    w += 32;
  }
  for (; c < end; c += 4) {
    const x0 = v128.load(x + <usize>load<u32>(c));
    a0 = dotPairs(a0, v128.load_splat<i32>(w), x0, ones);
    a1 = dotPairs(a1, v128.load_splat<i32>(w, 4), x0, ones);
    a2 = dotPairs(a2, v128.load_splat<i32>(w, 8), x0, ones);
    a3 = dotPairs(a3, v128.load_splat<i32>(w, 12), x0, ones);
    w += 16;
  }
  finishHalf(a0, scale, bias, floor, residual, out);
  finishHalf(a1, scale + 4, bias + 4, floor, residual ? residual + plane : 0, out + plane);
  finishHalf(a2, scale + 8, bias + 8, floor, residual ? residual + (plane << 1) : 0, out + (plane << 1));
  finishHalf(a3, scale + 12, bias + 12, floor, residual ? residual + plane * 3 : 0, out + plane * 3);
}

/**
 * The dot product of four equal weights and four equal activations on a sum, as the engine computes it.
 * @param pairs 0: in one instruction of four bytes, 1: in pairs @returns `sum` where there is no relaxed SIMD
 */
export function byteDotProbe(pairs: i32, weight: i32, x: i32, sum: i32): i32 {
  if (!ASC_FEATURE_RELAXED_SIMD) return sum;
  const a = i32x4.splat(sum), w = i8x16.splat(<i8>weight), v = i8x16.splat(<i8>x);
  return i32x4.extract_lane(pairs ? dotPairs(a, w, v, i16x8.splat(1)) : dot4(a, w, v), 0);
}

/** `rowBytes` by products of two 16-bit values, which engines without relaxed SIMD have: the same sums. */
// @ts-ignore: decorator
@inline
export function rowShorts(
  x: usize, c: usize, end: usize, w: usize,
  scale: usize, bias: usize, floor: v128, residual: usize, out: usize, plane: usize,
): void {
  let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
  let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
  for (; c < end; c += 8) {
    const u = v128.load_ext<u8>(x + <usize>load<u16>(c)), v = v128.load_ext<u8>(x + <usize>load<u16>(c, 2));
    const t = v128.load_ext<u8>(x + <usize>load<u16>(c, 4)), q = v128.load_ext<u8>(x + <usize>load<u16>(c, 6));
    const x0 = zipLow(u, v), x1 = zipHigh(u, v), y0 = zipLow(t, q), y1 = zipHigh(t, q);
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
  finishRows(a00, a01, a10, a11, a20, a21, a30, a31, scale, bias, floor, residual, out, plane);
}
