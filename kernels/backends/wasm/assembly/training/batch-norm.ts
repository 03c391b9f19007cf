import { madd } from '../madd';
import { put, sumLanes } from './lanes';

// Batch normalisation, one channel after the other: its pixels (groups * height * width panels) stay in the first or
// second cache between the passes, so that memory is read once. Pointers to values are those of pixel (0, 0); group,
// plane and row are distances in bytes.

/** Sum over the pixels of a channel of (x - shift), or of its square. Each plane in float32, planes in float64. */
// @ts-ignore: decorator
@inline
function sum(x: usize, group: usize, row: usize, groups: i32, height: i32, bytes: usize, shift: f32, square: bool): f64 {
  const k = f32x4.splat(shift), paired = bytes & ~63;
  let total: f64 = 0;
  for (let g: i32 = 0; g < groups; g++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0;
    let at = x + <usize>g * group;
    for (let h: i32 = 0; h < height; h++) {
      let i: usize = at;
      for (const end = at + paired; i < end; i += 64) {
        const a = v128.load(i), b = v128.load(i, 16), c = v128.load(i, 32), d = v128.load(i, 48);
        if (square) {
          const a1 = f32x4.sub(a, k), b1 = f32x4.sub(b, k), c1 = f32x4.sub(c, k), d1 = f32x4.sub(d, k);
          s0 = madd(a1, a1, s0); s1 = madd(b1, b1, s1); s2 = madd(c1, c1, s2); s3 = madd(d1, d1, s3);
        } else {
          s0 = f32x4.add(s0, a); s1 = f32x4.add(s1, b); s2 = f32x4.add(s2, c); s3 = f32x4.add(s3, d);
        }
      }
      if (i < at + bytes) {
        const a = v128.load(i), b = v128.load(i, 16);
        if (square) {
          const a1 = f32x4.sub(a, k), b1 = f32x4.sub(b, k);
          s0 = madd(a1, a1, s0); s1 = madd(b1, b1, s1);
        } else {
          s0 = f32x4.add(s0, a); s1 = f32x4.add(s1, b);
        }
      }
      at += row;
    }
    total += sumLanes(s0) + sumLanes(s1) + sumLanes(s2) + sumLanes(s3);
  }
  return total;
}

/** y = max((x - mean) * scale + bias (+ r), floor) on one channel. */
// @ts-ignore: decorator
@inline
function apply(
  x: usize, xGroup: usize, xRow: usize, y: usize, yGroup: usize, yRow: usize, r: usize, rGroup: usize, rRow: usize,
  groups: i32, height: i32, bytes: usize, mean: f32, scale: f32, bias: f32, floor: v128,
): void {
  const m = f32x4.splat(mean), s = f32x4.splat(scale), b = f32x4.splat(bias);
  for (let g: usize = 0; g < <usize>groups; g++) {
    let i = x + g * xGroup, o = y + g * yGroup, p = r + g * rGroup;
    for (let h: i32 = 0; h < height; h++) {
      if (r) {
        for (let j: usize = 0; j < bytes; j += 32) {
          const v = madd(f32x4.sub(v128.load(i + j), m), s, b), w = madd(f32x4.sub(v128.load(i + j, 16), m), s, b);
          v128.store(o + j, f32x4.pmax(f32x4.add(v, v128.load(p + j)), floor));
          v128.store(o + j, f32x4.pmax(f32x4.add(w, v128.load(p + j, 16)), floor), 16);
        }
      } else {
        for (let j: usize = 0; j < bytes; j += 32) {
          const v = madd(f32x4.sub(v128.load(i + j), m), s, b), w = madd(f32x4.sub(v128.load(i + j, 16), m), s, b);
          v128.store(o + j, f32x4.pmax(v, floor));
          v128.store(o + j, f32x4.pmax(w, floor), 16);
        }
      }
      i += xRow;
      o += yRow;
      p += rRow;
    }
  }
}

/**
 * Forward with the statistics of these pixels; the variance divides by their number.
 * @param r residual, 0 for none @param scale @param bias f32 [channels] @param floor 0 for ReLU, else -Infinity
 * @param saved f32 [channels][2], mean and 1 / sqrt(variance + epsilon), for backward
 * @param batch f64 [channels][2], mean and variance, for the running statistics
 */
export function batchNormTrain(
  x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, yGroup: usize, yPlane: usize, yRow: usize,
  r: usize, rGroup: usize, rPlane: usize, rRow: usize, groups: i32, channels: i32, height: i32, width: i32,
  scale: usize, bias: usize, epsilon: f64, floor: f32, saved: usize, batch: usize,
): void {
  const bytes = <usize>width << 5, n = <f64>(groups * height * width * 8), low = f32x4.splat(floor);
  for (let c: usize = 0; c < <usize>channels; c++) {
    const first = x + c * xPlane;
    const mean = sum(first, xGroup, xRow, groups, height, bytes, 0, false) / n, shift = <f32>mean;
    const variance = sum(first, xGroup, xRow, groups, height, bytes, shift, true) / n;
    const inverse = <f32>(1 / sqrt(variance + epsilon));
    store<f32>(saved + (c << 3), shift);
    store<f32>(saved + (c << 3), inverse, 4);
    store<f64>(batch + (c << 4), mean);
    store<f64>(batch + (c << 4), variance, 8);
    apply(
      first, xGroup, xRow, y + c * yPlane, yGroup, yRow, r ? r + c * rPlane : 0, rGroup, rRow,
      groups, height, bytes, shift, load<f32>(scale + (c << 2)) * inverse, load<f32>(bias + (c << 2)), low,
    );
  }
}

/** Forward with given statistics. @param mean @param variance f32 [channels] */
export function batchNormEvaluate(
  x: usize, xGroup: usize, xPlane: usize, xRow: usize, y: usize, yGroup: usize, yPlane: usize, yRow: usize,
  r: usize, rGroup: usize, rPlane: usize, rRow: usize, groups: i32, channels: i32, height: i32, width: i32,
  scale: usize, bias: usize, epsilon: f64, floor: f32, mean: usize, variance: usize,
): void {
  const bytes = <usize>width << 5, low = f32x4.splat(floor);
  for (let c: usize = 0; c < <usize>channels; c++) {
    const inverse = <f32>(1 / sqrt(<f64>load<f32>(variance + (c << 2)) + epsilon));
    apply(
      x + c * xPlane, xGroup, xRow, y + c * yPlane, yGroup, yRow, r ? r + c * rPlane : 0, rGroup, rRow,
      groups, height, bytes, load<f32>(mean + (c << 2)), load<f32>(scale + (c << 2)) * inverse,
      load<f32>(bias + (c << 2)), low,
    );
  }
}

/** The gradient before ReLU: where `mask` is 1 the output y decides, where it is 2 the sum that was made of x. */
// @ts-ignore: decorator
@inline
function masked(d: v128, y: usize, x: v128, s: v128, b: v128, mask: i32): v128 {
  if (mask == 0) return d;
  const out = mask == 1 ? v128.load(y) : madd(x, s, b);
  return v128.and(d, f32x4.gt(out, f32x4.splat(0)));
}

/** One row of dx = s d + slope (x - m) + base, and of dr = d. @param how 0: overwrites dx, 1: adds to it, 2: leaves it */
// @ts-ignore: decorator
@inline
function spread(
  i: usize, t: usize, o: usize, d: usize, q: usize, dr: usize, addR: i32, bytes: usize,
  m: v128, s: v128, b: v128, slope: v128, base: v128, mask: i32, how: i32,
): void {
  for (let j: usize = 0; j < bytes; j += 32) {
    const x0 = f32x4.sub(v128.load(i + j), m), x1 = f32x4.sub(v128.load(i + j, 16), m);
    const d0 = masked(v128.load(d + j), o + j, x0, s, b, mask);
    const d1 = masked(v128.load(d + j, 16), o + j + 16, x1, s, b, mask);
    if (how < 2) {
      put(t + j, madd(d0, s, madd(x0, slope, base)), how);
      put(t + j + 16, madd(d1, s, madd(x1, slope, base)), how);
    }
    if (dr) {
      put(q + j, d0, addR);
      put(q + j + 16, d1, addR);
    }
  }
}

/** Both passes over one channel. `mask` is a constant at each call, so that no loop asks for it. */
// @ts-ignore: decorator
@inline
function backward(
  x: usize, xGroup: usize, xRow: usize, dx: usize, addX: i32, y: usize, dy: usize, yGroup: usize, yRow: usize,
  dr: usize, rGroup: usize, rRow: usize, addR: i32, groups: i32, height: i32, bytes: usize,
  saved: usize, scale: usize, bias: usize, dScale: usize, dBias: usize, mask: i32,
): void {
  const mean = load<f32>(saved), inverse = load<f32>(saved, 4), gain = load<f32>(scale) * inverse;
  const m = f32x4.splat(mean), s = f32x4.splat(gain), b = f32x4.splat(load<f32>(bias));
  const paired = bytes & ~63;
  let total: f64 = 0, product: f64 = 0;
  for (let g: usize = 0; g < <usize>groups; g++) {
    let s0 = f32x4.splat(0), s1 = s0, s2 = s0, s3 = s0, p0 = s0, p1 = s0, p2 = s0, p3 = s0;
    let i = x + g * xGroup, o = y + g * yGroup, d = dy + g * yGroup;
    for (let h: i32 = 0; h < height; h++) {
      let j: usize = 0;
      for (; j < paired; j += 64) {
        const x0 = f32x4.sub(v128.load(i + j), m), d0 = masked(v128.load(d + j), o + j, x0, s, b, mask);
        s0 = f32x4.add(s0, d0);
        p0 = madd(d0, x0, p0);
        const x1 = f32x4.sub(v128.load(i + j, 16), m), d1 = masked(v128.load(d + j, 16), o + j + 16, x1, s, b, mask);
        s1 = f32x4.add(s1, d1);
        p1 = madd(d1, x1, p1);
        const x2 = f32x4.sub(v128.load(i + j, 32), m), d2 = masked(v128.load(d + j, 32), o + j + 32, x2, s, b, mask);
        s2 = f32x4.add(s2, d2);
        p2 = madd(d2, x2, p2);
        const x3 = f32x4.sub(v128.load(i + j, 48), m), d3 = masked(v128.load(d + j, 48), o + j + 48, x3, s, b, mask);
        s3 = f32x4.add(s3, d3);
        p3 = madd(d3, x3, p3);
      }
      if (j < bytes) {
        const x0 = f32x4.sub(v128.load(i + j), m), d0 = masked(v128.load(d + j), o + j, x0, s, b, mask);
        s0 = f32x4.add(s0, d0);
        p0 = madd(d0, x0, p0);
        const x1 = f32x4.sub(v128.load(i + j, 16), m), d1 = masked(v128.load(d + j, 16), o + j + 16, x1, s, b, mask);
        s1 = f32x4.add(s1, d1);
        p1 = madd(d1, x1, p1);
      }
      i += xRow;
      o += yRow;
      d += yRow;
    }
    total += sumLanes(f32x4.add(f32x4.add(s0, s1), f32x4.add(s2, s3)));
    product += sumLanes(f32x4.add(f32x4.add(p0, p1), f32x4.add(p2, p3)));
  }
  product *= <f64>inverse;
  store<f32>(dScale, load<f32>(dScale) + <f32>product);
  store<f32>(dBias, load<f32>(dBias) + <f32>total);
  if (!dx && !dr) return;

  // dx = gain (d - sum(d) / n - x^ sum(d x^) / n) with x^ = (x - mean) inverse
  const n = <f64>groups * <f64>height * <f64>(bytes >> 2);
  const slope = f32x4.splat(<f32>(-<f64>gain * <f64>inverse * product / n));
  const base = f32x4.splat(<f32>(-<f64>gain * total / n));
  for (let g: usize = 0; g < <usize>groups; g++) {
    let i = x + g * xGroup, t = dx + g * xGroup, o = y + g * yGroup, d = dy + g * yGroup, q = dr + g * rGroup;
    for (let h: i32 = 0; h < height; h++) {
      if (!dx) spread(i, t, o, d, q, dr, addR, bytes, m, s, b, slope, base, mask, 2);
      else if (addX) spread(i, t, o, d, q, dr, addR, bytes, m, s, b, slope, base, mask, 1);
      else spread(i, t, o, d, q, dr, addR, bytes, m, s, b, slope, base, mask, 0);
      i += xRow;
      t += xRow;
      o += yRow;
      d += yRow;
      q += rRow;
    }
  }
}

/**
 * Gradients of x, the residual, scale and bias after `batchNormTrain`.
 * @param dx @param dr gradients of x and of the residual, 0 for none @param addX @param addR 1: add to what is there
 * @param dScale @param dBias f32 [channels], added to
 * @param mask 0: no ReLU; 1: ReLU after a residual, known from y; 2: ReLU without one, made of x again, saves a read
 */
export function batchNormBackward(
  x: usize, dx: usize, addX: i32, xGroup: usize, xPlane: usize, xRow: usize,
  y: usize, dy: usize, yGroup: usize, yPlane: usize, yRow: usize,
  dr: usize, addR: i32, rGroup: usize, rPlane: usize, rRow: usize, groups: i32, channels: i32, height: i32, width: i32,
  saved: usize, scale: usize, bias: usize, dScale: usize, dBias: usize, mask: i32,
): void {
  const bytes = <usize>width << 5;
  for (let c: usize = 0; c < <usize>channels; c++) {
    const f = c << 2, i = x + c * xPlane, t = dx ? dx + c * xPlane : 0, o = y + c * yPlane, d = dy + c * yPlane;
    const q = dr ? dr + c * rPlane : 0, k = saved + (c << 3);
    if (mask == 0) {
      backward(i, xGroup, xRow, t, addX, o, d, yGroup, yRow, q, rGroup, rRow, addR, groups, height, bytes, k, scale + f, bias + f, dScale + f, dBias + f, 0);
    } else if (mask == 1) {
      backward(i, xGroup, xRow, t, addX, o, d, yGroup, yRow, q, rGroup, rRow, addR, groups, height, bytes, k, scale + f, bias + f, dScale + f, dBias + f, 1);
    } else {
      backward(i, xGroup, xRow, t, addX, o, d, yGroup, yRow, q, rGroup, rRow, addR, groups, height, bytes, k, scale + f, bias + f, dScale + f, dBias + f, 2);
    }
  }
}

/**
 * Folds the statistics of one step into the running ones: the shards, all of one size, as one batch (the variance of
 * their means is part of it). running += momentum * (batch - running).
 * @param batches u32 [shards], addresses of f64 [channels][2] @param momentum address of an f32
 */
export function updateStatistics(
  batches: usize, shards: i32, channels: i32, momentum: usize, mean: usize, variance: usize,
): void {
  const by = <f64>load<f32>(momentum);
  for (let c: usize = 0; c < <usize>channels; c++) {
    let m: f64 = 0, v: f64 = 0;
    for (let s: usize = 0; s < <usize>shards; s++) m += load<f64>(<usize>load<u32>(batches + (s << 2)) + (c << 4));
    m /= <f64>shards;
    for (let s: usize = 0; s < <usize>shards; s++) {
      const at = <usize>load<u32>(batches + (s << 2)) + (c << 4), d = load<f64>(at) - m;
      v += load<f64>(at, 8) + d * d;
    }
    v /= <f64>shards;
    const a = mean + (c << 2), b = variance + (c << 2);
    store<f32>(a, <f32>(<f64>load<f32>(a) + by * (m - <f64>load<f32>(a))));
    store<f32>(b, <f32>(<f64>load<f32>(b) + by * (v - <f64>load<f32>(b))));
  }
}
