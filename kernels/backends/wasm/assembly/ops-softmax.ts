import { exp4 } from './ops-functions';

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
}

// @ts-ignore: decorator
@inline
function inverse(low: v128, top: v128): v128 {
  const one = f64x2.splat(1);
  const a = f32x4.demote_f64x2_zero(f64x2.div(one, low)), b = f32x4.demote_f64x2_zero(f64x2.div(one, top));
  return v128.shuffle<i32>(a, b, 0, 1, 4, 5);
}

/**
 * Softmax over the features of one panel of eight lanes, the sums in float64. x and out may be the same; feature c lies
 * at x + c * plane.
 */
// @ts-ignore: decorator
@inline
export function softmaxPanel(x: usize, plane: usize, features: i32, out: usize, outPlane: usize): void {
  let m0 = f32x4.splat(-Infinity), m1 = m0;
  let at = x;
  for (let c: i32 = 0; c < features; c++) {
    m0 = f32x4.pmax(m0, v128.load(at));
    m1 = f32x4.pmax(m1, v128.load(at, 16));
    at += plane;
  }
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  at = x;
  let to = out;
  for (let c: i32 = 0; c < features; c++) {
    const e0 = exp4(f32x4.sub(v128.load(at), m0)), e1 = exp4(f32x4.sub(v128.load(at, 16), m1));
    v128.store(to, e0);
    v128.store(to, e1, 16);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(e0));
    s1 = f64x2.add(s1, high(e0));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(e1));
    s3 = f64x2.add(s3, high(e1));
    at += plane;
    to += outPlane;
  }
  const i0 = inverse(s0, s1), i1 = inverse(s2, s3);
  to = out;
  for (let c: i32 = 0; c < features; c++) {
    v128.store(to, f32x4.mul(v128.load(to), i0));
    v128.store(to, f32x4.mul(v128.load(to, 16), i1), 16);
    to += outPlane;
  }
}

/** Softmax over the features of panels `from` to `to`; offsets as in `dense`. */
export function softmaxPanels(
  x: usize, inOffsets: usize, from: i32, to: i32, plane: usize, features: i32,
  out: usize, outOffsets: usize, outPlane: usize,
): void {
  for (let p = from; p < to; p++) {
    const o = <usize>p << 2;
    softmaxPanel(x + <usize>load<u32>(inOffsets + o), plane, features, out + <usize>load<u32>(outOffsets + o), outPlane);
  }
}

/** The same on pixels of one lane: the same operations in the same order, so the same bits. */
export function softmaxPixels(
  x: usize, inOffsets: usize, from: i32, to: i32, plane: usize, features: i32,
  out: usize, outOffsets: usize, outPlane: usize,
): void {
  const joined = plane == 4 && outPlane == 4;
  for (let p = from; p < to; p++) {
    const a = x + <usize>load<u32>(inOffsets + (<usize>p << 2)), b = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    let top: f32 = -Infinity;
    for (let c: usize = 0; c < <usize>features; c++) top = max(top, load<f32>(a + c * plane));
    const most = f32x4.splat(top);
    let c: usize = 0;
    if (joined) {
      for (; c + 3 < <usize>features; c += 4) {
        v128.store(b + (c << 2), exp4(f32x4.sub(v128.load(a + (c << 2)), most)));
      }
    }
    for (; c < <usize>features; c++) {
      v128.store_lane<f32>(b + c * outPlane, exp4(f32x4.sub(v128.load_zero<f32>(a + c * plane), most)), 0);
    }
    let sum: f64 = 0;
    for (c = 0; c < <usize>features; c++) sum += <f64>load<f32>(b + c * outPlane);
    const scale = <f32>(1 / sum);
    for (c = 0; c < <usize>features; c++) store<f32>(b + c * outPlane, load<f32>(b + c * outPlane) * scale);
  }
}
