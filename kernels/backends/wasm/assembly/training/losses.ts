import { exp4 } from '../ops-functions';
import { put } from './lanes';

// Losses of logits, one token or sample a lane. Pointers are those of the first channel; group and plane are distances
// in bytes, the same for logits, their gradient, probabilities and soft targets. Sums over lanes run in float64.

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

// @ts-ignore: decorator
@inline
function storeLog(at: usize, sum: v128, most0: f32, most1: f32): void {
  store<f64>(at, <f64>most0 + Math.log(f64x2.extract_lane(sum, 0)));
  store<f64>(at, <f64>most1 + Math.log(f64x2.extract_lane(sum, 1)), 8);
}

/** Greatest value of each lane to `found`, f32 [8], and its first class to `found` + 32, i32 [8]. */
// @ts-ignore: decorator
@inline
function greatest(z: usize, plane: usize, classes: i32, found: usize): void {
  let m0 = v128.load(z), m1 = v128.load(z, 16), k0 = i32x4.splat(0), k1 = k0;
  for (let c: i32 = 1; c < classes; c++) {
    z += plane;
    const v0 = v128.load(z), v1 = v128.load(z, 16), k = i32x4.splat(c);
    k0 = v128.bitselect(k, k0, f32x4.gt(v0, m0));
    k1 = v128.bitselect(k, k1, f32x4.gt(v1, m1));
    m0 = f32x4.pmax(m0, v0);
    m1 = f32x4.pmax(m1, v1);
  }
  v128.store(found, m0);
  v128.store(found, m1, 16);
  v128.store(found, k0, 32);
  v128.store(found, k1, 48);
}

/**
 * Probabilities of one panel at the inverse temperature `by`.
 * @param scratch 128 bytes: log of the sum of e^(z by), f64 [8], then what `greatest` finds
 */
// @ts-ignore: decorator
@inline
function softmax(z: usize, plane: usize, classes: i32, by: v128, p: usize, scratch: usize): void {
  greatest(z, plane, classes, scratch + 64);
  let m0 = v128.load(scratch, 64), m1 = v128.load(scratch, 80), at = z;
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, to = p;
  for (let c: i32 = 0; c < classes; c++) {
    const e0 = exp4(f32x4.mul(f32x4.sub(v128.load(at), m0), by)), e1 = exp4(f32x4.mul(f32x4.sub(v128.load(at, 16), m1), by));
    v128.store(to, e0);
    v128.store(to, e1, 16);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(e0));
    s1 = f64x2.add(s1, high(e0));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(e1));
    s3 = f64x2.add(s3, high(e1));
    at += plane;
    to += plane;
  }
  const i0 = inverse(s0, s1), i1 = inverse(s2, s3);
  to = p;
  for (let c: i32 = 0; c < classes; c++) {
    v128.store(to, f32x4.mul(v128.load(to), i0));
    v128.store(to, f32x4.mul(v128.load(to, 16), i1), 16);
    to += plane;
  }
  m0 = f32x4.mul(m0, by);
  m1 = f32x4.mul(m1, by);
  storeLog(scratch, s0, f32x4.extract_lane(m0, 0), f32x4.extract_lane(m0, 1));
  storeLog(scratch + 16, s1, f32x4.extract_lane(m0, 2), f32x4.extract_lane(m0, 3));
  storeLog(scratch + 32, s2, f32x4.extract_lane(m1, 0), f32x4.extract_lane(m1, 1));
  storeLog(scratch + 48, s3, f32x4.extract_lane(m1, 2), f32x4.extract_lane(m1, 3));
}

/** Sum over the classes of each lane, f64 [8]. */
// @ts-ignore: decorator
@inline
function sums(z: usize, plane: usize, classes: i32, to: usize): void {
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let c: i32 = 0; c < classes; c++) {
    const a = v128.load(z), b = v128.load(z, 16);
    s0 = f64x2.add(s0, f64x2.promote_low_f32x4(a));
    s1 = f64x2.add(s1, high(a));
    s2 = f64x2.add(s2, f64x2.promote_low_f32x4(b));
    s3 = f64x2.add(s3, high(b));
    z += plane;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
}

/** Sum over the classes of q (log - by z) of each lane, f64 [8]. @param logs f64 [8] */
// @ts-ignore: decorator
@inline
function crossSums(z: usize, q: usize, plane: usize, classes: i32, by: f32, logs: usize, to: usize): void {
  const k = f64x2.splat(<f64>by);
  const l0 = v128.load(logs), l1 = v128.load(logs, 16), l2 = v128.load(logs, 32), l3 = v128.load(logs, 48);
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0;
  for (let c: i32 = 0; c < classes; c++) {
    const a = v128.load(z), b = v128.load(z, 16), p = v128.load(q), r = v128.load(q, 16);
    s0 = f64x2.add(s0, f64x2.mul(f64x2.promote_low_f32x4(p), f64x2.sub(l0, f64x2.mul(k, f64x2.promote_low_f32x4(a)))));
    s1 = f64x2.add(s1, f64x2.mul(high(p), f64x2.sub(l1, f64x2.mul(k, high(a)))));
    s2 = f64x2.add(s2, f64x2.mul(f64x2.promote_low_f32x4(r), f64x2.sub(l2, f64x2.mul(k, f64x2.promote_low_f32x4(b)))));
    s3 = f64x2.add(s3, f64x2.mul(high(r), f64x2.sub(l3, f64x2.mul(k, high(b)))));
    z += plane;
    q += plane;
  }
  v128.store(to, s0);
  v128.store(to, s1, 16);
  v128.store(to, s2, 32);
  v128.store(to, s3, 48);
}

/** Softmax of logits / temperature to `p`. @param by 1 / temperature @param scratch 128 bytes */
export function softTargets(
  z: usize, group: usize, plane: usize, groups: i32, classes: i32, by: f32, p: usize, scratch: usize,
): void {
  for (let g: usize = 0; g < <usize>groups; g++) {
    softmax(z + g * group, plane, classes, f32x4.splat(by), p + g * group, scratch);
  }
}

/**
 * Cross entropy with labels: sum over lanes of -sum(q log p), q = (1 - smoothing) of the label plus smoothing / classes of
 * each class. A label below 0 leaves its lane out.
 * @param labels i32 [groups * 8] @param p probabilities, kept for backward @param scratch 192 bytes
 * @param result f64 [3]: loss, lanes whose greatest logit is the label's, lanes that count
 */
export function crossEntropy(
  z: usize, group: usize, plane: usize, groups: i32, classes: i32, labels: usize, smoothing: f64,
  p: usize, scratch: usize, result: usize,
): void {
  let loss: f64 = 0, right: f64 = 0, counted: f64 = 0;
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = z + g * group;
    softmax(first, plane, classes, f32x4.splat(1), p + g * group, scratch);
    if (smoothing > 0) sums(first, plane, classes, scratch + 128);
    for (let lane: usize = 0; lane < 8; lane++) {
      const label = load<i32>(labels + (g << 5) + (lane << 2)), at = scratch + (lane << 3);
      if (label < 0) continue;
      counted += 1;
      if (load<i32>(scratch + (lane << 2), 96) == label) right += 1;
      loss += load<f64>(at) - (1 - smoothing) * <f64>load<f32>(first + (lane << 2) + <usize>label * plane);
      if (smoothing > 0) loss -= (smoothing / <f64>classes) * load<f64>(at, 128);
    }
  }
  store<f64>(result, loss);
  store<f64>(result, right, 8);
  store<f64>(result, counted, 16);
}

/** All bits of the lanes whose label counts; without labels all count. */
// @ts-ignore: decorator
@inline
function counting(labels: usize): v128 {
  return labels ? i32x4.ge_s(v128.load(labels), i32x4.splat(0)) : i32x4.splat(-1);
}

/** Zeroes the gradient of storage rows `classes` to `rows`, which mean nothing, unless it is added to. */
// @ts-ignore: decorator
@inline
function clearRest(dz: usize, plane: usize, classes: i32, rows: i32): void {
  for (let c = classes; c < rows; c++) {
    v128.store(dz + <usize>c * plane, f32x4.splat(0));
    v128.store(dz + <usize>c * plane, f32x4.splat(0), 16);
  }
}

/** weight (p - q). @param weight address of an f32 @param rows of storage @param add 1: adds to dz */
export function crossEntropyBackward(
  dz: usize, add: i32, group: usize, plane: usize, groups: i32, classes: i32, rows: i32, labels: usize, smoothing: f32,
  p: usize, weight: usize,
): void {
  const w = v128.load_splat<f32>(weight), rest = f32x4.splat(smoothing / <f32>classes), hit = f32x4.splat(1 - smoothing);
  for (let g: usize = 0; g < <usize>groups; g++) {
    const l = labels + (g << 5), l0 = v128.load(l), l1 = v128.load(l, 16);
    const w0 = v128.and(w, counting(l)), w1 = v128.and(w, counting(l + 16));
    let at = p + g * group, to = dz + g * group;
    for (let c: i32 = 0; c < classes; c++) {
      const k = i32x4.splat(c);
      const q0 = f32x4.add(rest, v128.and(hit, i32x4.eq(l0, k))), q1 = f32x4.add(rest, v128.and(hit, i32x4.eq(l1, k)));
      put(to, f32x4.mul(w0, f32x4.sub(v128.load(at), q0)), add);
      put(to + 16, f32x4.mul(w1, f32x4.sub(v128.load(at, 16), q1)), add);
      at += plane;
      to += plane;
    }
    if (!add) clearRest(dz + g * group, plane, classes, rows);
  }
}

/**
 * Cross entropy to soft targets q at temperature T = 1 / by: T^2 sum over lanes of -sum(q log softmax(z / T)).
 * @param labels 0, or i32 [groups * 8] that leave out lanes below 0
 * @param scratch 256 bytes @param result as `crossEntropy`; right: the greatest logit is where q is greatest
 */
export function distillation(
  z: usize, group: usize, plane: usize, groups: i32, classes: i32, labels: usize, by: f32, q: usize,
  p: usize, scratch: usize, result: usize,
): void {
  let loss: f64 = 0, right: f64 = 0, counted: f64 = 0;
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = z + g * group;
    softmax(first, plane, classes, f32x4.splat(by), p + g * group, scratch);
    const q0 = q + g * group;
    crossSums(first, q0, plane, classes, by, scratch, scratch + 192);
    greatest(q0, plane, classes, scratch + 128);
    for (let lane: usize = 0; lane < 8; lane++) {
      if (labels && load<i32>(labels + (g << 5) + (lane << 2)) < 0) continue;
      counted += 1;
      const at = scratch + (lane << 2);
      if (load<i32>(at, 96) == load<i32>(at, 160)) right += 1;
      loss += load<f64>(scratch + (lane << 3), 192);
    }
  }
  store<f64>(result, loss / (<f64>by * <f64>by));
  store<f64>(result, right, 8);
  store<f64>(result, counted, 16);
}

/** weight T (p - q). */
export function distillationBackward(
  dz: usize, add: i32, group: usize, plane: usize, groups: i32, classes: i32, rows: i32, labels: usize, by: f32,
  q: usize, p: usize, weight: usize,
): void {
  const w = f32x4.div(v128.load_splat<f32>(weight), f32x4.splat(by));
  for (let g: usize = 0; g < <usize>groups; g++) {
    const l = labels ? labels + (g << 5) : 0;
    const w0 = v128.and(w, counting(l)), w1 = v128.and(w, counting(l ? l + 16 : 0));
    let at = p + g * group, target = q + g * group, to = dz + g * group;
    for (let c: i32 = 0; c < classes; c++) {
      put(to, f32x4.mul(w0, f32x4.sub(v128.load(at), v128.load(target))), add);
      put(to + 16, f32x4.mul(w1, f32x4.sub(v128.load(at, 16), v128.load(target, 16))), add);
      at += plane;
      target += plane;
      to += plane;
    }
    if (!add) clearRest(dz + g * group, plane, classes, rows);
  }
}
