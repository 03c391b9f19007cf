import { madd } from '../madd';
import { storeTransposed } from '../ops-transpose';
import { lanesBelow, lengthOf } from './token-lanes';

// Attention over sequences whose tokens are lanes. A head works on a small copy of its keys and values, laid out for
// splat loads; every product has eight queries (or eight features) as lanes and four rows, eight accumulators. The
// probabilities of a panel of eight queries are [tokens][8] and lie 64 bytes beyond a whole panel apart, so that panels
// do not meet in the same cache sets. Work follows the true lengths: panels beyond them cost nothing but zeros.

/** Panels of queries whose gradients of scores are held at a time, so that they and their probabilities stay in cache. */
const chunk: i32 = 16;

/** 2^x for x <= 0, relative error 2e-7 (minimax polynomial of degree 5 on [-1/2, 1/2]); 2^-126 below that. */
// @ts-ignore: decorator
@inline
function power2(x: v128): v128 {
  const magic = f32x4.splat(12582912), v = f32x4.pmax(x, f32x4.splat(-126)), t = f32x4.add(v, magic);
  const r = f32x4.sub(v, f32x4.sub(t, magic));
  let s = madd(f32x4.splat(1.3276471782e-3), r, f32x4.splat(9.6755413328e-3));
  s = madd(s, r, f32x4.splat(5.5507132743e-2));
  s = madd(s, r, f32x4.splat(2.4022119724e-1));
  s = madd(s, r, f32x4.splat(6.9314696706e-1));
  s = madd(s, r, f32x4.splat(1));
  return i32x4.add(s, i32x4.shl(t, 23));
}

// @ts-ignore: decorator
@inline
function put(out: usize, low: v128, high: v128, add: bool): void {
  if (add) {
    low = f32x4.add(low, v128.load(out));
    high = f32x4.add(high, v128.load(out, 16));
  }
  v128.store(out, low);
  v128.store(out, high, 16);
}

/**
 * Four rows of a product: row i = sum over `count` of w[i] * x[0 ... 8], x 32 and w `step` bytes apart. `kind` 0: times
 * `a`; 1: rows are gradients of probabilities: (row - delta) * probability * `a`; 2: as 0, added to what is there.
 */
// @ts-ignore: decorator
@inline
function rows(
  kind: i32, x: usize, count: i32, w: usize, step: usize, a: v128, out: usize, delta: usize, probability: usize,
): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (const end = x + (<usize>count << 5); x < end; x += 32) {
    const x0 = v128.load(x), x1 = v128.load(x, 16);
    let v = v128.load_splat<f32>(w);
    a00 = madd(v, x0, a00); a01 = madd(v, x1, a01);
    v = v128.load_splat<f32>(w, 4);
    a10 = madd(v, x0, a10); a11 = madd(v, x1, a11);
    v = v128.load_splat<f32>(w, 8);
    a20 = madd(v, x0, a20); a21 = madd(v, x1, a21);
    v = v128.load_splat<f32>(w, 12);
    a30 = madd(v, x0, a30); a31 = madd(v, x1, a31);
    w += step;
  }
  if (kind == 1) {
    const d0 = v128.load(delta), d1 = v128.load(delta, 16);
    a00 = f32x4.mul(f32x4.sub(a00, d0), v128.load(probability));
    a01 = f32x4.mul(f32x4.sub(a01, d1), v128.load(probability, 16));
    a10 = f32x4.mul(f32x4.sub(a10, d0), v128.load(probability, 32));
    a11 = f32x4.mul(f32x4.sub(a11, d1), v128.load(probability, 48));
    a20 = f32x4.mul(f32x4.sub(a20, d0), v128.load(probability, 64));
    a21 = f32x4.mul(f32x4.sub(a21, d1), v128.load(probability, 80));
    a30 = f32x4.mul(f32x4.sub(a30, d0), v128.load(probability, 96));
    a31 = f32x4.mul(f32x4.sub(a31, d1), v128.load(probability, 112));
  }
  put(out, f32x4.mul(a00, a), f32x4.mul(a01, a), kind == 2);
  put(out + 32, f32x4.mul(a10, a), f32x4.mul(a11, a), kind == 2);
  put(out + 64, f32x4.mul(a20, a), f32x4.mul(a21, a), kind == 2);
  put(out + 96, f32x4.mul(a30, a), f32x4.mul(a31, a), kind == 2);
}

/**
 * Four rows of a product over the lanes of `p`: row i = sum over panels and lanes j of p[i][j] * x[j][0 ... 8]; panels of
 * p lie `panelBytes` apart, its rows 32.
 */
// @ts-ignore: decorator
@inline
function across(p: usize, panelBytes: usize, panels: i32, x: usize, out: usize): void {
  let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
  let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
  for (let i: i32 = 0; i < panels; i++) {
    let w = p;
    for (const end = x + 256; x < end; x += 32) {
      const x0 = v128.load(x), x1 = v128.load(x, 16);
      let v = v128.load_splat<f32>(w);
      a00 = madd(v, x0, a00); a01 = madd(v, x1, a01);
      v = v128.load_splat<f32>(w, 32);
      a10 = madd(v, x0, a10); a11 = madd(v, x1, a11);
      v = v128.load_splat<f32>(w, 64);
      a20 = madd(v, x0, a20); a21 = madd(v, x1, a21);
      v = v128.load_splat<f32>(w, 96);
      a30 = madd(v, x0, a30); a31 = madd(v, x1, a31);
      w += 4;
    }
    p += panelBytes;
  }
  put(out, a00, a01, false);
  put(out + 32, a10, a11, false);
  put(out + 64, a20, a21, false);
  put(out + 96, a30, a31, false);
}

/** Panels [features][8 tokens] `group` bytes apart -> the same, one after the other. */
// @ts-ignore: decorator
@inline
function copyPanels(from: usize, group: usize, panels: i32, features: i32, to: usize): void {
  const bytes = <usize>features << 5;
  for (let p: i32 = 0; p < panels; p++) {
    memory.copy(to, from, bytes);
    to += bytes;
    from += group;
  }
}

/** Panels [features][8 tokens] -> [features / 4][tokens][4]; a block of four features takes `blockBytes`. */
// @ts-ignore: decorator
@inline
function byFours(from: usize, group: usize, panels: i32, features: i32, to: usize, blockBytes: usize): void {
  for (let p: i32 = 0; p < panels; p++) {
    let x = from, o = to;
    for (let f: i32 = 0; f < features; f += 4) {
      const a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
      storeTransposed(a, b, c, d, o, 16);
      storeTransposed(v128.load(x, 16), v128.load(x, 48), v128.load(x, 80), v128.load(x, 112), o + 64, 16);
      x += 128;
      o += blockBytes;
    }
    from += group;
    to += 128;
  }
}

/** Panels [features][8 tokens] -> [features / 8][tokens][8], the last half of an odd four left as it is (zero). */
// @ts-ignore: decorator
@inline
function byEights(from: usize, group: usize, panels: i32, features: i32, to: usize, blockBytes: usize): void {
  for (let p: i32 = 0; p < panels; p++) {
    let x = from, o = to;
    for (let f: i32 = 0; f < features; f += 4) {
      const a = v128.load(x), b = v128.load(x, 32), c = v128.load(x, 64), d = v128.load(x, 96);
      storeTransposed(a, b, c, d, o, 32);
      storeTransposed(v128.load(x, 16), v128.load(x, 48), v128.load(x, 80), v128.load(x, 112), o + 128, 32);
      x += 128;
      o += (f & 4) ? blockBytes - 16 : 16;
    }
    from += group;
    to += 256;
  }
}

/** The eight rows of a tile [8][8], of which `features` (4 or 8) lanes count, as columns of [features][8]. */
// @ts-ignore: decorator
@inline
function putTransposed(tile: usize, features: i32, out: usize, add: bool, spare: usize): void {
  for (let f: i32 = 0; f < features; f += 4) {
    const t = tile + (<usize>f << 2);
    storeTransposed(v128.load(t), v128.load(t, 32), v128.load(t, 64), v128.load(t, 96), spare, 32);
    storeTransposed(v128.load(t, 128), v128.load(t, 160), v128.load(t, 192), v128.load(t, 224), spare + 16, 32);
    const o = out + (<usize>f << 5);
    put(o, v128.load(spare), v128.load(spare, 16), add);
    put(o + 32, v128.load(spare, 32), v128.load(spare, 48), add);
    put(o + 64, v128.load(spare, 64), v128.load(spare, 80), add);
    put(o + 96, v128.load(spare, 96), v128.load(spare, 112), add);
  }
}

/** Softmax down a panel [keys][8] of scores in units of log2; lanes that are no tokens get 0. */
// @ts-ignore: decorator
@inline
function softmax2(x: usize, keys: i32, mask0: v128, mask1: v128): void {
  const end = x + (<usize>keys << 5);
  let m0 = f32x4.splat(-Infinity), m1 = m0;
  for (let at = x; at < end; at += 32) {
    m0 = f32x4.pmax(m0, v128.load(at));
    m1 = f32x4.pmax(m1, v128.load(at, 16));
  }
  let s0 = f32x4.splat(0), s1 = s0;
  for (let at = x; at < end; at += 32) {
    const e0 = power2(f32x4.sub(v128.load(at), m0)), e1 = power2(f32x4.sub(v128.load(at, 16), m1));
    v128.store(at, e0);
    v128.store(at, e1, 16);
    s0 = f32x4.add(s0, e0);
    s1 = f32x4.add(s1, e1);
  }
  const one = f32x4.splat(1), i0 = v128.and(f32x4.div(one, s0), mask0), i1 = v128.and(f32x4.div(one, s1), mask1);
  for (let at = x; at < end; at += 32) {
    v128.store(at, f32x4.mul(v128.load(at), i0));
    v128.store(at, f32x4.mul(v128.load(at, 16), i1), 16);
  }
}

/**
 * out = softmax(scale Q K^T) V of every sequence and head, keys beyond a sequence's length left out, queries beyond it 0.
 * @param q @param k @param v @param out [sequences * tokens / 8][heads * features][8], groups of *Group bytes
 * @param features of a head, a multiple of 4 @param tokens of a sequence, a multiple of 8 @param lengths i32 [sequences]
 * @param p probabilities [sequences][heads][tokens / 8] panels of tokens * 32 + 64 bytes @param keep 0: one panel, for all
 * @param scratch f32 [2][tokens][features]
 */
export function attentionForward(
  q: usize, qGroup: usize, k: usize, kGroup: usize, v: usize, vGroup: usize, out: usize, outGroup: usize,
  heads: i32, features: i32, sequences: i32, tokens: i32, lengths: usize, scale: f32, p: usize, keep: i32, scratch: usize,
): void {
  const groups = <usize>tokens >> 3, panelBytes = (<usize>tokens << 5) + 64, head = <usize>features << 5;
  const keys = scratch, values = scratch + groups * head, blockBytes = <usize>tokens << 4;
  const a = f32x4.splat(scale * 1.44269504), one = f32x4.splat(1);
  for (let s: i32 = 0; s < sequences; s++) {
    const length = lengthOf(lengths, s, tokens), panels = (length + 7) >> 3, first = <usize>s * groups;
    for (let h: usize = 0; h < <usize>heads; h++) {
      copyPanels(k + first * kGroup + h * head, kGroup, panels, features, keys);
      byFours(v + first * vGroup + h * head, vGroup, panels, features, values, blockBytes);
      for (let i: i32 = 0; i < panels; i++) {
        const panel = p + (keep ? ((<usize>s * <usize>heads + h) * groups + <usize>i) * panelBytes : 0);
        const x = q + (first + <usize>i) * qGroup + h * head;
        for (let r: usize = 0; r < <usize>panels << 1; r++) {
          rows(0, x, features, keys + (r >> 1) * head + ((r & 1) << 4), 32, a, panel + (r << 7), 0, 0);
        }
        softmax2(panel, length, lanesBelow(length - (i << 3)), lanesBelow(length - (i << 3) - 4));
        memory.fill(panel + (<usize>length << 5), 0, <usize>((panels << 3) - length) << 5);
        let o = out + (first + <usize>i) * outGroup + h * head, w = values;
        for (let f: i32 = 0; f < features; f += 4) {
          rows(0, panel, length, w, 16, one, o, 0, 0);
          o += 128;
          w += blockBytes;
        }
      }
    }
    for (let i = <usize>panels; i < groups; i++) memory.fill(out + (first + i) * outGroup, 0, <usize>heads * head);
  }
}

/** delta[j] = sum over features of dO[f][j] * O[f][j]. */
// @ts-ignore: decorator
@inline
function innerProducts(x: usize, y: usize, features: i32, out: usize): void {
  let s0 = f32x4.splat(0), s1 = s0;
  for (const end = x + (<usize>features << 5); x < end; x += 32) {
    s0 = madd(v128.load(x), v128.load(y), s0);
    s1 = madd(v128.load(x, 16), v128.load(y, 16), s1);
    y += 32;
  }
  v128.store(out, s0);
  v128.store(out, s1, 16);
}

/**
 * g[key][f] = sum over `queries` panels of p[query][key] * x[query][f], as panels [features][8 keys] of a gradient.
 * @param panels of keys
 */
// @ts-ignore: decorator
@inline
function gradientOfRows(
  p: usize, panelBytes: usize, queries: i32, panels: i32, x: usize, blockBytes: usize, features: i32,
  out: usize, outGroup: usize, add: bool, tile: usize,
): void {
  for (let j: i32 = 0; j < panels; j++) {
    let block = x;
    for (let f: i32 = 0; f < features; f += 8) {
      across(p, panelBytes, queries, block, tile);
      across(p + 128, panelBytes, queries, block, tile + 128);
      putTransposed(tile, min(8, features - f), out + (<usize>f << 5), add, tile + 256);
      block += blockBytes;
    }
    p += 256;
    out += outGroup;
  }
}

/**
 * Gradients of attentionForward, run with `keep`, from dOut: dV = P^T dO, dS = P (dO V^T - sum dO O) scale, dQ = dS K,
 * dK = dS^T Q; of tokens beyond the length zero. Gradients lie as their values; *Add: added to what is there.
 * @param scratch f32: keys [tokens][features], values the same, twice [features, whole eights][tokens] that is zero at
 *   first, dS (as p, of at most 16 panels), 8 + 96 floats
 */
export function attentionBackward(
  q: usize, dq: usize, qAdd: i32, qGroup: usize, k: usize, dk: usize, kAdd: i32, kGroup: usize,
  v: usize, dv: usize, vAdd: i32, vGroup: usize, out: usize, dOut: usize, outGroup: usize,
  heads: i32, features: i32, sequences: i32, tokens: i32, lengths: usize, scale: f32, p: usize, scratch: usize,
): void {
  const groups = <usize>tokens >> 3, panelBytes = (<usize>tokens << 5) + 64, head = <usize>features << 5;
  const eights = <usize>((features + 7) & ~7) * (<usize>tokens << 2);
  const keys = scratch, values = keys + groups * head, queries = values + groups * head, gradients = queries + eights;
  const ds = gradients + eights, delta = ds + min(<usize>chunk, groups) * panelBytes, tile = delta + 32;
  const fourBytes = <usize>tokens << 4, eightBytes = <usize>tokens << 5, a = f32x4.splat(scale), one = f32x4.splat(1);
  for (let s: i32 = 0; s < sequences; s++) {
    const length = lengthOf(lengths, s, tokens), panels = (length + 7) >> 3, first = <usize>s * groups;
    for (let h: usize = 0; h < <usize>heads; h++) {
      const qAt = first * qGroup + h * head, kAt = first * kGroup + h * head, vAt = first * vGroup + h * head;
      const oAt = first * outGroup + h * head, probabilities = p + (<usize>s * <usize>heads + h) * groups * panelBytes;
      byFours(k + kAt, kGroup, panels, features, keys, fourBytes);
      copyPanels(v + vAt, vGroup, panels, features, values);
      byEights(q + qAt, qGroup, panels, features, queries, eightBytes);
      byEights(dOut + oAt, outGroup, panels, features, gradients, eightBytes);
      for (let c: i32 = 0; c < panels; c += chunk) {
        const count = min(chunk, panels - c), own = probabilities + <usize>c * panelBytes;
        for (let i: i32 = 0; i < count; i++) {
          const x = dOut + oAt + <usize>(c + i) * outGroup, at = own + <usize>i * panelBytes, to = ds + <usize>i * panelBytes;
          innerProducts(x, out + oAt + <usize>(c + i) * outGroup, features, delta);
          for (let r: usize = 0; r < <usize>panels << 1; r++) {
            const w = values + (r >> 1) * head + ((r & 1) << 4);
            rows(1, x, features, w, 32, a, to + (r << 7), delta, at + (r << 7));
          }
          let o = dq + qAt + <usize>(c + i) * qGroup, w = keys;
          for (let f: i32 = 0; f < features; f += 4) {
            if (qAdd) rows(2, to, length, w, 16, one, o, 0, 0);
            else rows(0, to, length, w, 16, one, o, 0, 0);
            o += 128;
            w += fourBytes;
          }
        }
        const x = queries + (<usize>c << 8), y = gradients + (<usize>c << 8), more = c > 0;
        gradientOfRows(ds, panelBytes, count, panels, x, eightBytes, features, dk + kAt, kGroup, kAdd != 0 || more, tile);
        gradientOfRows(own, panelBytes, count, panels, y, eightBytes, features, dv + vAt, vGroup, vAdd != 0 || more, tile);
      }
    }
    for (let i = first + <usize>panels; i < first + groups; i++) {
      if (!qAdd) memory.fill(dq + i * qGroup, 0, <usize>heads * head);
      if (!kAdd) memory.fill(dk + i * kGroup, 0, <usize>heads * head);
      if (!vAdd) memory.fill(dv + i * vGroup, 0, <usize>heads * head);
    }
  }
}
