import { madd } from '../madd';

// Updates of elements `from` to `end` (multiples of 4) of a parameter. `hyper`, f32 [9]: rate, momentum or beta1, beta2,
// epsilon, weight decay, scale of the gradient, bias corrections 1 - beta1^t and 1 - beta2^t, rate of the average.

/** Keeps what the mask has, bit by bit, so that what is pruned is +0 whatever it was. */
// @ts-ignore: decorator
@inline
function kept(v: v128, mask: usize, i: usize): v128 {
  return mask ? v128.and(v, f32x4.ne(v128.load(mask + i), f32x4.splat(0))) : v;
}

/**
 * SGD: buffer = momentum buffer + g; w -= rate buffer, or with Nesterov rate (g + momentum buffer).
 * @param decay 0: none, 1: coupled (g += decay w), 2: decoupled (w -= rate decay w) @param mask f32, not 0: kept; or 0
 */
export function sgd(
  values: usize, gradient: usize, buffer: usize, mask: usize, from: i32, end: i32, hyper: usize, nesterov: i32, decay: i32,
): void {
  const rate = v128.load_splat<f32>(hyper), momentum = v128.load_splat<f32>(hyper, 4);
  const wd = v128.load_splat<f32>(hyper, 16), scale = v128.load_splat<f32>(hyper, 20);
  const coupled = decay == 1 ? wd : f32x4.splat(0);
  const shrink = decay == 2 ? f32x4.mul(rate, wd) : f32x4.splat(0);
  for (let i = <usize>from << 2; i < <usize>end << 2; i += 16) {
    const w = v128.load(values + i), g = madd(coupled, w, f32x4.mul(v128.load(gradient + i), scale));
    const b = madd(momentum, v128.load(buffer + i), g), step = nesterov ? madd(momentum, b, g) : b;
    v128.store(buffer + i, kept(b, mask, i));
    v128.store(values + i, kept(f32x4.sub(f32x4.sub(w, f32x4.mul(shrink, w)), f32x4.mul(rate, step)), mask, i));
  }
}

/** Adam, AdamW where `decay` is 2. @param first @param second moments */
export function adam(
  values: usize, gradient: usize, first: usize, second: usize, mask: usize, from: i32, end: i32, hyper: usize, decay: i32,
): void {
  const rate = v128.load_splat<f32>(hyper), beta1 = v128.load_splat<f32>(hyper, 4), beta2 = v128.load_splat<f32>(hyper, 8);
  const epsilon = v128.load_splat<f32>(hyper, 12), wd = v128.load_splat<f32>(hyper, 16), scale = v128.load_splat<f32>(hyper, 20);
  const one = f32x4.splat(1), rest1 = f32x4.sub(one, beta1), rest2 = f32x4.sub(one, beta2);
  const by1 = f32x4.div(rate, v128.load_splat<f32>(hyper, 24)), by2 = f32x4.div(one, v128.load_splat<f32>(hyper, 28));
  const coupled = decay == 1 ? wd : f32x4.splat(0);
  const shrink = decay == 2 ? f32x4.mul(rate, wd) : f32x4.splat(0);
  for (let i = <usize>from << 2; i < <usize>end << 2; i += 16) {
    const w = v128.load(values + i), g = madd(coupled, w, f32x4.mul(v128.load(gradient + i), scale));
    const m = madd(beta1, v128.load(first + i), f32x4.mul(rest1, g));
    const v = madd(beta2, v128.load(second + i), f32x4.mul(rest2, f32x4.mul(g, g)));
    const step = f32x4.div(f32x4.mul(by1, m), f32x4.add(f32x4.sqrt(f32x4.mul(v, by2)), epsilon));
    v128.store(first + i, kept(m, mask, i));
    v128.store(second + i, kept(v, mask, i));
    v128.store(values + i, kept(f32x4.sub(f32x4.sub(w, f32x4.mul(shrink, w)), step), mask, i));
  }
}

/** average += rate of the average * (values - average). */
export function followAverage(average: usize, values: usize, from: i32, end: i32, hyper: usize): void {
  const by = v128.load_splat<f32>(hyper, 32);
  for (let i = <usize>from << 2; i < <usize>end << 2; i += 16) {
    const a = v128.load(average + i);
    v128.store(average + i, madd(by, f32x4.sub(v128.load(values + i), a), a));
  }
}

/** Sum of squares in float64 of each piece of `piece` elements from `from` to `end`, to consecutive f64 at `out`. */
export function squareSums(at: usize, from: i32, end: i32, piece: i32, out: usize): void {
  for (let p = from; p < end; p += piece) {
    let a = f64x2.splat(0), b = a;
    for (let i = at + (<usize>p << 2), stop = at + (<usize>min(p + piece, end) << 2); i < stop; i += 16) {
      const v = v128.load(i);
      const low = f64x2.promote_low_f32x4(v), top = f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3));
      a = f64x2.add(a, f64x2.mul(low, low));
      b = f64x2.add(b, f64x2.mul(top, top));
    }
    const sum = f64x2.add(a, b);
    store<f64>(out, f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1));
    out += 8;
  }
}
