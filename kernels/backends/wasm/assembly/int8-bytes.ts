// 4x2 blocks on activations of one byte, for engines whose relaxed dot product takes unsigned bytes and saturates nothing
// (AVX-VNNI; `int8ByteProbe` tells). A panel has sixteen lanes, [pairs][16][2] u8, and holds q with its zero point: what
// that adds to the sums is taken off in the biases. Two blocks of a row make four columns: their 16-bit pairs are joined
// by shifts, even and odd lanes apart, because the compiler joins those into 256-bit operations and shuffles not.
// The reproducible build leaves the dot product out, and the probe says so.

// @ts-ignore: decorator
@inline
function dot(a: v128, weights: v128, x: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return i32x4.relaxed_dot_i8x16_i7x16_add_s(weights, x, a);
  return a;
}

/** 4 products of a weight byte and an activation byte, each four times the same, as the engine sums them. */
export function int8ByteProbe(weight: i32, x: i32, sum: i32): i32 {
  return i32x4.extract_lane(dot(i32x4.splat(sum), i8x16.splat(<i8>weight), i8x16.splat(<i8>x)), 0);
}

/** Four sums -> q: as `requantise`, and the zero point, which is in `bits`. */
// @ts-ignore: decorator
@inline
function quantised(sum: v128, bias: v128, multiplier: v128, low: v128, high: v128, bits: v128): v128 {
  const y = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(sum, bias)), multiplier);
  return i32x4.sub(f32x4.add(f32x4.pmin(high, f32x4.pmax(low, y)), f32x4.splat(12582912)), bits);
}

/** Rows e and f, even lanes and odd, to [8][2] bytes. */
// @ts-ignore: decorator
@inline
function pack(e0: v128, f0: v128, e1: v128, f1: v128): v128 {
  return v128.or(v128.or(e0, i32x4.shl(f0, 8)), v128.or(i32x4.shl(e1, 16), i32x4.shl(f1, 24)));
}

/**
 * As `int8Blocks`, on panels of sixteen lanes.
 * @param rowPointers u32 [block rows + 1] in pairs of blocks @param pairOffsets u32 [pairs of blocks][2]
 * @param weights i8 [pairs of blocks][4][4] @param bias less input zero point times the row's sum of weights
 * @param zeroPoint of the output
 */
export function int8ByteBlocks(
  x: usize, xPanel: usize, panels: i32, rowPointers: usize, pairOffsets: usize, weights: usize, rowFrom: i32, rowTo: i32,
  bias: usize, multiplier: usize, low: f32, high: f32, zeroPoint: i32, out: usize, outPanel: usize,
): void {
  const l = f32x4.splat(low), h = f32x4.splat(high), z = i32x4.splat(0x4b400000 - zeroPoint);
  const lowHalf = i32x4.splat(0xffff), highHalf = i32x4.splat(0xffff0000);
  for (let p: i32 = 0; p < panels; p++) {
    for (let r = <usize>rowFrom; r < <usize>rowTo; r++) {
      let a00 = i32x4.splat(0), a01 = i32x4.splat(0), a10 = i32x4.splat(0), a11 = i32x4.splat(0);
      let a20 = i32x4.splat(0), a21 = i32x4.splat(0), a30 = i32x4.splat(0), a31 = i32x4.splat(0);
      let b00 = i32x4.splat(0), b01 = i32x4.splat(0), b10 = i32x4.splat(0), b11 = i32x4.splat(0);
      let b20 = i32x4.splat(0), b21 = i32x4.splat(0), b30 = i32x4.splat(0), b31 = i32x4.splat(0);
      const first = <usize>load<u32>(rowPointers + (r << 2)), end = pairOffsets + (<usize>load<u32>(rowPointers + (r << 2), 4) << 3);
      let w = weights + (first << 4);
      for (let c = pairOffsets + (first << 3); c < end; c += 8) {
        const u = x + <usize>load<u32>(c), v = x + <usize>load<u32>(c, 4);
        const u0 = v128.load(u), u1 = v128.load(u, 16), v0 = v128.load(v), v1 = v128.load(v, 16);
        const e0 = v128.or(v128.and(u0, lowHalf), i32x4.shl(v0, 16)), e1 = v128.or(v128.and(u1, lowHalf), i32x4.shl(v1, 16));
        const o0 = v128.or(i32x4.shr_u(u0, 16), v128.and(v0, highHalf)), o1 = v128.or(i32x4.shr_u(u1, 16), v128.and(v1, highHalf));
        let s = v128.load_splat<i32>(w);
        a00 = dot(a00, s, e0); a01 = dot(a01, s, e1); b00 = dot(b00, s, o0); b01 = dot(b01, s, o1);
        s = v128.load_splat<i32>(w, 4);
        a10 = dot(a10, s, e0); a11 = dot(a11, s, e1); b10 = dot(b10, s, o0); b11 = dot(b11, s, o1);
        s = v128.load_splat<i32>(w, 8);
        a20 = dot(a20, s, e0); a21 = dot(a21, s, e1); b20 = dot(b20, s, o0); b21 = dot(b21, s, o1);
        s = v128.load_splat<i32>(w, 12);
        a30 = dot(a30, s, e0); a31 = dot(a31, s, e1); b30 = dot(b30, s, o0); b31 = dot(b31, s, o1);
        w += 16;
      }
      const bs = bias + (r << 4), ms = multiplier + (r << 4), y = out + (r << 6);
      let s = v128.load_splat<i32>(bs), m = v128.load_splat<f32>(ms), t = v128.load_splat<i32>(bs, 4), n = v128.load_splat<f32>(ms, 4);
      v128.store(y, pack(quantised(a00, s, m, l, h, z), quantised(a10, t, n, l, h, z), quantised(b00, s, m, l, h, z), quantised(b10, t, n, l, h, z)));
      v128.store(y, pack(quantised(a01, s, m, l, h, z), quantised(a11, t, n, l, h, z), quantised(b01, s, m, l, h, z), quantised(b11, t, n, l, h, z)), 16);
      s = v128.load_splat<i32>(bs, 8); m = v128.load_splat<f32>(ms, 8); t = v128.load_splat<i32>(bs, 12); n = v128.load_splat<f32>(ms, 12);
      v128.store(y, pack(quantised(a20, s, m, l, h, z), quantised(a30, t, n, l, h, z), quantised(b20, s, m, l, h, z), quantised(b30, t, n, l, h, z)), 32);
      v128.store(y, pack(quantised(a21, s, m, l, h, z), quantised(a31, t, n, l, h, z), quantised(b21, s, m, l, h, z), quantised(b31, t, n, l, h, z)), 48);
    }
    x += xPanel;
    out += outPanel;
  }
}

/**
 * float32 panels [columns][8] -> byte panels [ceil(columns / 2)][16][2], two of the one side by side in one of the other;
 * lanes without a panel repeat their neighbour. @param panels of eight lanes; other parameters as `int8Quantise`
 */
export function int8ByteQuantise(
  x: usize, xPanel: usize, panels: i32, columns: i32, inverse: f32, low: f32, high: f32, zeroPoint: i32, out: usize, outPanel: usize,
): void {
  const s = f32x4.splat(inverse), l = f32x4.splat(low), h = f32x4.splat(high), z = i32x4.splat(0x4b400000 - zeroPoint);
  for (let p: i32 = 0; p < panels; p += 2) {
    let from = x, to = out;
    const beside = p + 1 < panels ? xPanel : 0;
    for (let c: i32 = 0; c < columns; c += 2) {
      const odd: usize = c + 1 < columns ? 32 : 0;
      v128.store(to, bytesOf(from, from + odd, s, l, h, z));
      v128.store(to, bytesOf(from + beside, from + beside + odd, s, l, h, z), 16);
      from += 64;
      to += 32;
    }
    x += xPanel << 1;
    out += outPanel;
  }
}

/** Eight lanes of two rows of float32 -> [8][2] bytes. */
// @ts-ignore: decorator
@inline
function bytesOf(x: usize, y: usize, inverse: v128, low: v128, high: v128, bits: v128): v128 {
  const a = byteOf(v128.load(x), inverse, low, high, bits), b = byteOf(v128.load(x, 16), inverse, low, high, bits);
  const c = byteOf(v128.load(y), inverse, low, high, bits), d = byteOf(v128.load(y, 16), inverse, low, high, bits);
  return i16x8.narrow_i32x4_u(v128.or(a, i32x4.shl(c, 8)), v128.or(b, i32x4.shl(d, 8)));
}

// @ts-ignore: decorator
@inline
function byteOf(x: v128, inverse: v128, low: v128, high: v128, bits: v128): v128 {
  const y = f32x4.pmin(high, f32x4.pmax(low, f32x4.mul(x, inverse)));
  return i32x4.sub(f32x4.add(y, f32x4.splat(12582912)), bits);
}

/** The reverse: byte panels -> float32 panels [columns][8]. @param panels of eight lanes */
export function int8ByteDequantise(
  x: usize, xPanel: usize, panels: i32, columns: i32, scale: f32, zeroPoint: i32, out: usize, outPanel: usize,
): void {
  const s = f32x4.splat(scale), z = i32x4.splat(zeroPoint), low = i16x8.splat(255);
  for (let p: i32 = 0; p < panels; p++) {
    let from = x + (p & 1 ? 16 : 0), to = out;
    for (let c: i32 = 0; c < columns; c += 2) {
      const v = v128.load(from);
      const a = v128.and(v, low), b = i16x8.shr_u(v, 8);
      v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_low_i16x8_u(a), z)), s));
      v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_high_i16x8_u(a), z)), s), 16);
      if (c + 1 < columns) {
        v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_low_i16x8_u(b), z)), s), 32);
        v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.sub(i32x4.extend_high_i16x8_u(b), z)), s), 48);
      }
      from += 32;
      to += 64;
    }
    if (p & 1) x += xPanel;
    out += outPanel;
  }
}
