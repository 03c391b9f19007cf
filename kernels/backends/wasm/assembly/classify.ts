/** [classes][lanes] with `plane` bytes between classes -> [samples][classes]. */
export function collect(x: usize, plane: usize, classes: i32, samples: i32, out: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    for (let c: i32 = 0; c < classes; c++) {
      store<f32>(out, load<f32>(x + <usize>c * plane + (<usize>j << 2)));
      out += 4;
    }
  }
}

/**
 * e^x for x <= 0 from additions and multiplications only: x = k ln 2 + r with |r| <= ln 2 / 2, Taylor to r^13 / 13!
 * (remainder below 1e-17), times 2^k. ln 2 is split in two parts as in fdlibm, so r is good to the last bit.
 */
function expOfNegative(x: f64): f64 {
  if (!(x > -708)) return x != x ? x : 0;
  const k = nearest(x * 1.4426950408889634);
  const r = x - k * 6.93147180369123816490e-01 - k * 1.90821492927058770002e-10;
  let s: f64 = 1.0 / 6227020800.0;
  s = s * r + 1.0 / 479001600.0;
  s = s * r + 1.0 / 39916800.0;
  s = s * r + 1.0 / 3628800.0;
  s = s * r + 1.0 / 362880.0;
  s = s * r + 1.0 / 40320.0;
  s = s * r + 1.0 / 5040.0;
  s = s * r + 1.0 / 720.0;
  s = s * r + 1.0 / 120.0;
  s = s * r + 1.0 / 24.0;
  s = s * r + 1.0 / 6.0;
  s = s * r + 0.5;
  s = s * r + 1.0;
  s = s * r + 1.0;
  return s * reinterpret<f64>((<i64>k + 1023) << 52);
}

/** Softmax of each of `samples` rows of `classes` values, accumulated in float64. x and out may be the same. */
export function softmax(x: usize, classes: i32, samples: i32, out: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    let top: f32 = -Infinity;
    for (let c: i32 = 0; c < classes; c++) top = max(top, load<f32>(x + (<usize>c << 2)));
    let sum: f64 = 0;
    for (let c: i32 = 0; c < classes; c++) sum += expOfNegative(<f64>load<f32>(x + (<usize>c << 2)) - <f64>top);
    for (let c: i32 = 0; c < classes; c++) {
      const e = expOfNegative(<f64>load<f32>(x + (<usize>c << 2)) - <f64>top);
      store<f32>(out + (<usize>c << 2), <f32>(e / sum));
    }
    x += <usize>classes << 2;
    out += <usize>classes << 2;
  }
}

/**
 * Index of the largest of each row of probabilities (the first among equals), and that value in units of 1/65535.
 * @param topClass u8 per sample @param confidence u16 per sample
 */
export function rank(probabilities: usize, classes: i32, samples: i32, topClass: usize, confidence: usize): void {
  for (let j: i32 = 0; j < samples; j++) {
    let best: f32 = -Infinity;
    let at: i32 = 0;
    for (let c: i32 = 0; c < classes; c++) {
      const v = load<f32>(probabilities + (<usize>c << 2));
      if (v > best) {
        best = v;
        at = c;
      }
    }
    store<u8>(topClass + <usize>j, <u8>at);
    store<u16>(confidence + (<usize>j << 1), best > 0 ? <u16>floor(<f64>min<f32>(best, 1) * 65535 + 0.5) : 0);
    probabilities += <usize>classes << 2;
  }
}
