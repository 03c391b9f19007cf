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

/** Probabilities of one panel at the inverse temperature `by`, and log sum e^(z by) of each lane to `logs`, f64 [8]. */
// @ts-ignore: decorator
@inline
function softmax(z: usize, plane: usize, classes: i32, by: v128, p: usize, logs: usize): void {
  let m0 = f32x4.splat(-Infinity), m1 = m0, at = z;
  for (let c: i32 = 0; c < classes; c++) {
    m0 = f32x4.pmax(m0, v128.load(at));
    m1 = f32x4.pmax(m1, v128.load(at, 16));
    at += plane;
  }
  let s0 = f64x2.splat(0), s1 = s0, s2 = s0, s3 = s0, to = p;
  at = z;
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
  if (!logs) return;
  m0 = f32x4.mul(m0, by);
  m1 = f32x4.mul(m1, by);
  storeLog(logs, s0, f32x4.extract_lane(m0, 0), f32x4.extract_lane(m0, 1));
  storeLog(logs + 16, s1, f32x4.extract_lane(m0, 2), f32x4.extract_lane(m0, 3));
  storeLog(logs + 32, s2, f32x4.extract_lane(m1, 0), f32x4.extract_lane(m1, 1));
  storeLog(logs + 48, s3, f32x4.extract_lane(m1, 2), f32x4.extract_lane(m1, 3));
}

/** The first class of the greatest value of one lane. */
// @ts-ignore: decorator
@inline
function best(at: usize, plane: usize, classes: i32): i32 {
  let found: i32 = 0, most = load<f32>(at);
  for (let c: i32 = 1; c < classes; c++) {
    at += plane;
    const v = load<f32>(at);
    if (v > most) {
      most = v;
      found = c;
    }
  }
  return found;
}

/** Softmax of logits / temperature to `p`. @param by 1 / temperature */
export function softTargets(z: usize, group: usize, plane: usize, groups: i32, classes: i32, by: f32, p: usize): void {
  for (let g: usize = 0; g < <usize>groups; g++) softmax(z + g * group, plane, classes, f32x4.splat(by), p + g * group, 0);
}

/**
 * Cross entropy with labels: sum over lanes of -sum(q log p), q = (1 - smoothing) of the label plus smoothing / classes of
 * each class. A label below 0 leaves its lane out.
 * @param labels i32 [groups * 8] @param p probabilities, kept for backward @param logs scratch, f64 [8]
 * @param result f64 [3]: loss, lanes whose greatest logit is the label's, lanes that count
 */
export function crossEntropy(
  z: usize, group: usize, plane: usize, groups: i32, classes: i32, labels: usize, smoothing: f64,
  p: usize, logs: usize, result: usize,
): void {
  let loss: f64 = 0, right: f64 = 0, counted: f64 = 0;
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = z + g * group;
    softmax(first, plane, classes, f32x4.splat(1), p + g * group, logs);
    for (let lane: usize = 0; lane < 8; lane++) {
      const label = load<i32>(labels + (g << 5) + (lane << 2)), at = first + (lane << 2);
      if (label < 0) continue;
      counted += 1;
      if (best(at, plane, classes) == label) right += 1;
      loss += load<f64>(logs + (lane << 3)) - (1 - smoothing) * <f64>load<f32>(at + <usize>label * plane);
      if (smoothing > 0) {
        let all: f64 = 0;
        for (let c: usize = 0; c < <usize>classes; c++) all += <f64>load<f32>(at + c * plane);
        loss -= (smoothing / <f64>classes) * all;
      }
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
 * @param result as `crossEntropy`; right: the greatest logit is where q is greatest
 */
export function distillation(
  z: usize, group: usize, plane: usize, groups: i32, classes: i32, labels: usize, by: f32, q: usize,
  p: usize, logs: usize, result: usize,
): void {
  let loss: f64 = 0, right: f64 = 0, counted: f64 = 0;
  for (let g: usize = 0; g < <usize>groups; g++) {
    const first = z + g * group;
    softmax(first, plane, classes, f32x4.splat(by), p + g * group, logs);
    for (let lane: usize = 0; lane < 8; lane++) {
      if (labels && load<i32>(labels + (g << 5) + (lane << 2)) < 0) continue;
      const at = first + (lane << 2), target = q + g * group + (lane << 2);
      counted += 1;
      if (best(at, plane, classes) == best(target, plane, classes)) right += 1;
      const log = load<f64>(logs + (lane << 3));
      for (let c: usize = 0; c < <usize>classes; c++) {
        loss += <f64>load<f32>(target + c * plane) * (log - <f64>by * <f64>load<f32>(at + c * plane));
      }
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
