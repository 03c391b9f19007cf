// Normalisation over features in two passes, all in float64 until the last step: the mean is taken out before anything
// is squared, so a large mean costs no digits.

// @ts-ignore: decorator
@inline
function low(v: v128): v128 {
  return f64x2.promote_low_f32x4(v);
}

// @ts-ignore: decorator
@inline
function high(v: v128): v128 {
  return f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
}

// @ts-ignore: decorator
@inline
function square(sum: v128, v: v128, mean: v128): v128 {
  const d = f64x2.sub(v, mean);
  return f64x2.add(sum, f64x2.mul(d, d));
}

// @ts-ignore: decorator
@inline
function inverse(sum: v128, features: v128, epsilon: v128): v128 {
  return f64x2.div(f64x2.splat(1), f64x2.sqrt(f64x2.add(f64x2.div(sum, features), epsilon)));
}

// @ts-ignore: decorator
@inline
function scaled(v: v128, mean0: v128, mean1: v128, by0: v128, by1: v128): v128 {
  const a = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(low(v), mean0), by0));
  const b = f32x4.demote_f64x2_zero(f64x2.mul(f64x2.sub(high(v), mean1), by1));
  return v128.shuffle<i32>(a, b, 0, 1, 4, 5);
}

/**
 * gamma (x - mean) / sqrt(variance + epsilon) + beta over the features of panels `from` to `to`.
 * @param centre 1: layer norm; 0: RMS norm, the mean taken as 0 @param gamma @param beta f32 [features]
 */
export function normPanels(
  x: usize, inOffsets: usize, from: i32, to: i32, plane: usize, features: i32, centre: i32, epsilon: f64,
  gamma: usize, beta: usize, out: usize, outOffsets: usize, outPlane: usize,
): void {
  const n = f64x2.splat(<f64>features), eps = f64x2.splat(epsilon);
  for (let p = from; p < to; p++) {
    const first = x + <usize>load<u32>(inOffsets + (<usize>p << 2));
    let m0 = f64x2.splat(0), m1 = m0, m2 = m0, m3 = m0;
    let s0 = m0, s1 = m0, s2 = m0, s3 = m0;
    let at = first;
    if (centre) {
      for (let c: i32 = 0; c < features; c++) {
        const a = v128.load(at), b = v128.load(at, 16);
        m0 = f64x2.add(m0, low(a)); m1 = f64x2.add(m1, high(a));
        m2 = f64x2.add(m2, low(b)); m3 = f64x2.add(m3, high(b));
        at += plane;
      }
      m0 = f64x2.div(m0, n); m1 = f64x2.div(m1, n); m2 = f64x2.div(m2, n); m3 = f64x2.div(m3, n);
      at = first;
    }
    for (let c: i32 = 0; c < features; c++) {
      const a = v128.load(at), b = v128.load(at, 16);
      s0 = square(s0, low(a), m0); s1 = square(s1, high(a), m1);
      s2 = square(s2, low(b), m2); s3 = square(s3, high(b), m3);
      at += plane;
    }
    s0 = inverse(s0, n, eps); s1 = inverse(s1, n, eps); s2 = inverse(s2, n, eps); s3 = inverse(s3, n, eps);
    at = first;
    let o = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    for (let c: usize = 0; c < <usize>features; c++) {
      const g = v128.load_splat<f32>(gamma + (c << 2)), d = v128.load_splat<f32>(beta + (c << 2));
      const a = scaled(v128.load(at), m0, m1, s0, s1), b = scaled(v128.load(at, 16), m2, m3, s2, s3);
      v128.store(o, f32x4.add(f32x4.mul(a, g), d));
      v128.store(o, f32x4.add(f32x4.mul(b, g), d), 16);
      at += plane;
      o += outPlane;
    }
  }
}

/** The same on pixels of one lane, with the same bits. */
export function normPixels(
  x: usize, inOffsets: usize, from: i32, to: i32, plane: usize, features: i32, centre: i32, epsilon: f64,
  gamma: usize, beta: usize, out: usize, outOffsets: usize, outPlane: usize,
): void {
  for (let p = from; p < to; p++) {
    const a = x + <usize>load<u32>(inOffsets + (<usize>p << 2)), o = out + <usize>load<u32>(outOffsets + (<usize>p << 2));
    let mean: f64 = 0, sum: f64 = 0;
    if (centre) {
      for (let c: usize = 0; c < <usize>features; c++) mean += <f64>load<f32>(a + c * plane);
      mean /= <f64>features;
    }
    for (let c: usize = 0; c < <usize>features; c++) {
      const d = <f64>load<f32>(a + c * plane) - mean;
      sum += d * d;
    }
    const by = 1 / sqrt(sum / <f64>features + epsilon);
    for (let c: usize = 0; c < <usize>features; c++) {
      const v = <f32>((<f64>load<f32>(a + c * plane) - mean) * by);
      store<f32>(o + c * outPlane, v * load<f32>(gamma + (c << 2)) + load<f32>(beta + (c << 2)));
    }
  }
}
