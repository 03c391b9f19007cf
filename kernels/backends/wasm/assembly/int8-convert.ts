import { storePairs } from './int8-sums';

/** x * inverse, limited and rounded to nearest even: eight float32 -> eight 16-bit values. */
// @ts-ignore: decorator
@inline
function quantise(x: usize, inverse: v128, low: v128, high: v128): v128 {
  const magic = f32x4.splat(12582912), bits = i32x4.splat(0x4b400000);
  const a = f32x4.pmin(high, f32x4.pmax(low, f32x4.mul(v128.load(x), inverse)));
  const b = f32x4.pmin(high, f32x4.pmax(low, f32x4.mul(v128.load(x, 16), inverse)));
  return i16x8.narrow_i32x4_s(i32x4.sub(f32x4.add(a, magic), bits), i32x4.sub(f32x4.add(b, magic), bits));
}

/**
 * float32 panels [columns][8] -> panels in pairs [ceil(columns / 2)][8][2] of 16-bit values, less their zero point.
 * A value that is not a number becomes `low`.
 * @param xPanel @param outPanel bytes between panels @param inverse 1 / scale
 */
export function int8Quantise(
  x: usize, xPanel: usize, panels: i32, columns: i32, inverse: f32, low: f32, high: f32, out: usize, outPanel: usize,
): void {
  const s = f32x4.splat(inverse), l = f32x4.splat(low), h = f32x4.splat(high);
  for (let p: i32 = 0; p < panels; p++) {
    let from = x, to = out;
    for (let c: i32 = 0; c + 1 < columns; c += 2) {
      storePairs(quantise(from, s, l, h), quantise(from + 32, s, l, h), to);
      from += 64;
      to += 32;
    }
    if (columns & 1) storePairs(quantise(from, s, l, h), i16x8.splat(0), to);
    x += xPanel;
    out += outPanel;
  }
}

/** The reverse: panels in pairs -> float32 panels [columns][8], each value times `scale`. */
export function int8Dequantise(
  x: usize, xPanel: usize, panels: i32, columns: i32, scale: f32, out: usize, outPanel: usize,
): void {
  const s = f32x4.splat(scale);
  for (let p: i32 = 0; p < panels; p++) {
    let from = x, to = out;
    for (let c: i32 = 0; c < columns; c += 2) {
      const u = v128.load(from), v = v128.load(from, 16);
      v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(u, 16), 16)), s));
      v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(v, 16), 16)), s), 16);
      if (c + 1 < columns) {
        v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(u, 16)), s), 32);
        v128.store(to, f32x4.mul(f32x4.convert_i32x4_s(i32x4.shr_s(v, 16)), s), 48);
      }
      from += 32;
      to += 64;
    }
    x += xPanel;
    out += outPanel;
  }
}

/** One vector: float32 [count] -> 16-bit values [count, rounded up to a multiple of 8]. */
export function int8QuantiseVector(x: usize, count: i32, inverse: f32, low: f32, high: f32, out: usize): void {
  const s = f32x4.splat(inverse), l = f32x4.splat(low), h = f32x4.splat(high);
  for (let i: i32 = 0; i + 7 < count; i += 8) {
    v128.store(out, quantise(x, s, l, h));
    x += 32;
    out += 16;
  }
  for (let i = count & ~7; i < ((count + 7) & ~7); i++) {
    const v: f32 = i < count ? load<f32>(x) * inverse : 0;
    store<i16>(out, <i16>nearest(!(v > low) ? low : v > high ? high : v));
    x += 4;
    out += 2;
  }
}

/** u8 images [samples][channels][height][width] -> an activation of eight lanes of 16 bits, the grey values as they are. */
export function int8LoadImages(
  images: usize, samples: i32, channels: i32, height: i32, width: i32, out: usize, plane: usize, pitch: usize, origin: usize,
): void {
  const imageBytes = channels * height * width;
  for (let j: i32 = 0; j < 8; j++) {
    const live = j < samples;
    let from = images + <usize>(j * imageBytes);
    for (let c: i32 = 0; c < channels; c++) {
      for (let y: i32 = 0; y < height; y++) {
        let to = out + <usize>c * plane + <usize>y * pitch + origin + (<usize>j << 1);
        for (let i: i32 = 0; i < width; i++) {
          store<i16>(to, live ? <i16>load<u8>(from) : 0);
          from++;
          to += 16;
        }
      }
    }
  }
}

/** [classes][8] 16-bit values, `plane` bytes between classes -> [samples][classes] float32, each times `scale`. */
export function int8Collect(x: usize, plane: usize, classes: i32, samples: i32, scale: f32, out: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    for (let c: i32 = 0; c < classes; c++) {
      store<f32>(out, <f32>load<i16>(x + <usize>c * plane + (<usize>j << 1)) * scale);
      out += 4;
    }
  }
}
