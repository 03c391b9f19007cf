import { madd } from './madd';

// Functions of one value, four at a time, from additions, multiplications, divisions and bit operations only. Their
// error bounds stand in ops/pointwise/point-function.ts. NaN stays NaN; the argument is else taken to be finite.

/**
 * e^x for x <= 88: x = k ln 2 + r with |r| <= ln 2 / 2, a polynomial of degree 7 in r (Cephes expf, relative error below
 * 2e-7), times 2^k. Below -87.33, where float32 ends to be normal, 0. Adding 1.5 * 2^23 rounds to the nearest integer and
 * leaves it in the lowest bits; pmin and pmax are one instruction each, and keep NaN.
 */
// @ts-ignore: decorator
@inline
export function exp4(x: v128): v128 {
  const least = f32x4.splat(-87.33), magic = f32x4.splat(12582912);
  const v = f32x4.pmin(f32x4.pmax(x, least), f32x4.splat(88));
  const t = madd(v, f32x4.splat(1.44269504), magic), k = f32x4.sub(t, magic);
  const r = madd(k, f32x4.splat(2.12194440e-4), madd(k, f32x4.splat(-0.693359375), v));
  let s = madd(f32x4.splat(1.9875691500e-4), r, f32x4.splat(1.3981999507e-3));
  s = madd(s, r, f32x4.splat(8.3334519073e-3));
  s = madd(s, r, f32x4.splat(4.1665795894e-2));
  s = madd(s, r, f32x4.splat(1.6666665459e-1));
  s = madd(s, r, f32x4.splat(5.0000001201e-1));
  s = f32x4.add(madd(s, f32x4.mul(r, r), r), f32x4.splat(1));
  // The exponent of 2^k: the low bits of t, less those of 1.5 * 2^23 - 127.
  const power = i32x4.shl(i32x4.sub(t, i32x4.splat(0x4b400000 - 127)), 23);
  return v128.andnot(f32x4.mul(s, power), f32x4.lt(x, least));
}

/** 1 / (1 + e^-x), through e^-|x| so that nothing overflows and the lower tail keeps its digits. */
// @ts-ignore: decorator
@inline
export function sigmoid4(x: v128): v128 {
  const one = f32x4.splat(1), e = exp4(f32x4.neg(f32x4.abs(x)));
  const d = f32x4.div(one, f32x4.add(one, e));
  return v128.bitselect(f32x4.mul(e, d), d, f32x4.lt(x, f32x4.splat(0)));
}

/** Below 0.625 an odd polynomial (Cephes tanhf), above it 1 - 2 / (e^2|x| + 1). */
// @ts-ignore: decorator
@inline
function tanh4(x: v128): v128 {
  const one = f32x4.splat(1), a = f32x4.abs(x), s = f32x4.mul(x, x);
  let p = madd(f32x4.splat(-5.70498872745e-3), s, f32x4.splat(2.06390887954e-2));
  p = madd(p, s, f32x4.splat(-5.37397155531e-2));
  p = madd(p, s, f32x4.splat(1.33314422036e-1));
  p = madd(p, s, f32x4.splat(-3.33332819422e-1));
  const near = madd(f32x4.mul(p, s), x, x);
  const far = f32x4.sub(one, f32x4.div(f32x4.splat(2), f32x4.add(exp4(f32x4.add(a, a)), one)));
  const sign = v128.and(x, i32x4.splat(0x80000000));
  return v128.bitselect(near, v128.or(far, sign), f32x4.lt(a, f32x4.splat(0.625)));
}

/** x Phi(x), from erfc(z) = t e^(-z^2 + P(t)), t = 1 / (1 + z / 2) (Numerical Recipes, erfcc, relative error 1.2e-7). */
// @ts-ignore: decorator
@inline
function geluErf4(x: v128): v128 {
  const one = f32x4.splat(1), half = f32x4.splat(0.5);
  const z = f32x4.mul(f32x4.abs(x), f32x4.splat(0.70710678));
  const t = f32x4.div(one, madd(z, half, one));
  let p = madd(t, f32x4.splat(0.17087277), f32x4.splat(-0.82215223));
  p = madd(p, t, f32x4.splat(1.48851587));
  p = madd(p, t, f32x4.splat(-1.13520398));
  p = madd(p, t, f32x4.splat(0.27886807));
  p = madd(p, t, f32x4.splat(-0.18628806));
  p = madd(p, t, f32x4.splat(0.09678418));
  p = madd(p, t, f32x4.splat(0.37409196));
  p = madd(p, t, f32x4.splat(1.00002368));
  p = madd(p, t, f32x4.splat(-1.26551223));
  const square = f32x4.mul(f32x4.mul(x, half), x);
  const tail = f32x4.mul(f32x4.mul(x, half), f32x4.mul(t, exp4(f32x4.sub(p, square))));
  return v128.bitselect(tail, f32x4.sub(x, tail), f32x4.lt(x, f32x4.splat(0)));
}

/** x sigmoid(2 u) = x (1 + tanh u) / 2 with u = sqrt(2 / pi) (x + 0.044715 x^3). */
// @ts-ignore: decorator
@inline
function geluTanh4(x: v128): v128 {
  const inner = madd(f32x4.mul(f32x4.splat(0.044715), f32x4.mul(x, x)), x, x);
  return f32x4.mul(x, sigmoid4(f32x4.mul(inner, f32x4.splat(1.59576912))));
}

/** @param kind place in the list of ops/pointwise/point-function.ts @param slope of leaky ReLU below 0 */
// @ts-ignore: decorator
@inline
function apply(kind: i32, x: v128, slope: v128): v128 {
  const zero = f32x4.splat(0);
  if (kind == 0) return f32x4.pmax(x, zero);
  if (kind == 1) return v128.bitselect(f32x4.mul(x, slope), x, f32x4.lt(x, zero));
  if (kind == 2) {
    const gate = f32x4.pmin(f32x4.pmax(f32x4.add(x, f32x4.splat(3)), zero), f32x4.splat(6));
    return f32x4.mul(x, f32x4.div(gate, f32x4.splat(6)));
  }
  if (kind == 3) return sigmoid4(x);
  if (kind == 4) return f32x4.mul(x, sigmoid4(x));
  if (kind == 5) return tanh4(x);
  if (kind == 6) return geluErf4(x);
  return geluTanh4(x);
}

/**
 * A function of each element of strips of `floats` float32. Strip (i, y) of plane i = (group, channel) lies at
 * group * xGroup + channel * xPlane + y * xPitch; x and out may be the same.
 * @param from @param to planes, of groups * channels
 */
export function pointwise(
  kind: i32, slope: f32, from: i32, to: i32, channels: i32, height: i32, floats: i32,
  x: usize, xGroup: usize, xPlane: usize, xPitch: usize, out: usize, outGroup: usize, outPlane: usize, outPitch: usize,
): void {
  const leak = f32x4.splat(slope), bytes = <usize>floats << 2, whole = <usize>(floats & ~3) << 2;
  for (let i = from; i < to; i++) {
    const g = <usize>(i / channels), c = <usize>(i % channels);
    let a = x + g * xGroup + c * xPlane, b = out + g * outGroup + c * outPlane;
    for (let y: i32 = 0; y < height; y++) {
      for (let j: usize = 0; j < whole; j += 16) v128.store(b + j, apply(kind, v128.load(a + j), leak));
      for (let j: usize = whole; j < bytes; j += 4) {
        v128.store_lane<f32>(b + j, apply(kind, v128.load_zero<f32>(a + j), leak), 0);
      }
      a += xPitch;
      b += outPitch;
    }
  }
}
