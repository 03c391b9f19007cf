import { madd } from '../madd';

// Attention of one sample: keys and values are read in the panels in which matrix layers leave them, a weight at a time, so
// nothing is packed; scores and sums of a panel of queries are [keys][8].

/**
 * 2^x for -126 <= x <= 0, and 2^-126 below: 2^k times a polynomial in f = x - k, |f| <= 1/2, of degree 5, the one of least
 * relative error (7.5e-8, by Remez' exchange). Adding 1.5 * 2^23 rounds to the nearest integer, in the lowest bits.
 */
// @ts-ignore: decorator
@inline
function power4(x: v128): v128 {
  const magic = f32x4.splat(12582912), v = f32x4.pmax(x, f32x4.splat(-126));
  const t = f32x4.add(v, magic), f = f32x4.sub(v, f32x4.sub(t, magic));
  let s = madd(f32x4.splat(1.3276472454890609e-3), f, f32x4.splat(9.675540961325169e-3));
  s = madd(s, f, f32x4.splat(5.550713092088699e-2));
  s = madd(s, f, f32x4.splat(0.24022120237350464));
  s = madd(s, f, f32x4.splat(0.6931469440460205));
  s = madd(s, f, f32x4.splat(1));
  return i32x4.add(s, i32x4.shl(t, 23));
}

/**
 * softmax(scale Q K^T) V of all heads, every query seeing all keys of the sample. Sums in float32; powers have a relative error of 2e-7;
 * each output is divided once.
 * @param q @param k @param v @param out panels of eight tokens [heads * features][8] (v, out: [heads * valueFeatures][8]), their
 * groups bytes apart; tokens of the last panel that are not there may hold anything finite
 * @param out may be q, where features are as many as value features
 * @param queries tokens of q and out @param tokens of k and v
 * @param valueFeatures a multiple of four @param scale above 0 @param scores scratch [whole panels of tokens][8]
 */
export function attendTokens(
  q: usize, k: usize, v: usize, out: usize, group: usize, valueGroup: usize, queries: i32, tokens: i32,
  heads: i32, features: i32, valueFeatures: i32, scale: f32, scores: usize,
): void {
  const panels = (queries + 7) >> 3, width = <usize>features << 5, one = f32x4.splat(1);
  // Powers of two cost less than those of e.
  const by = f32x4.splat(scale * <f32>1.4426950408889634);
  const scoresEnd = scores + (<usize>tokens << 5);
  for (let h: i32 = 0; h < heads; h++) {
    let query = q + <usize>h * width, o = out + <usize>h * (<usize>valueFeatures << 5);
    const firstKey = k + <usize>h * width, firstValue = v + <usize>h * (<usize>valueFeatures << 5);
    for (let p: i32 = 0; p < panels; p++) {
      let m0 = f32x4.splat(-Infinity), m1 = m0, key = firstKey, s = scores, half: usize = 16;
      for (let left = tokens; left > 0; left -= 4) {
        let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
        let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
        let x = query, w = key;
        for (const end = x + width; x < end; x += 32) {
          const x0 = v128.load(x), x1 = v128.load(x, 16);
          let t = v128.load_splat<f32>(w);
          a00 = madd(t, x0, a00); a01 = madd(t, x1, a01);
          t = v128.load_splat<f32>(w, 4);
          a10 = madd(t, x0, a10); a11 = madd(t, x1, a11);
          t = v128.load_splat<f32>(w, 8);
          a20 = madd(t, x0, a20); a21 = madd(t, x1, a21);
          t = v128.load_splat<f32>(w, 12);
          a30 = madd(t, x0, a30); a31 = madd(t, x1, a31);
          w += 32;
        }
        v128.store(s, a00); v128.store(s, a01, 16);
        v128.store(s, a10, 32); v128.store(s, a11, 48);
        v128.store(s, a20, 64); v128.store(s, a21, 80);
        v128.store(s, a30, 96); v128.store(s, a31, 112);
        m0 = f32x4.pmax(m0, a00); m1 = f32x4.pmax(m1, a01);
        if (left > 1) { m0 = f32x4.pmax(m0, a10); m1 = f32x4.pmax(m1, a11); }
        if (left > 2) { m0 = f32x4.pmax(m0, a20); m1 = f32x4.pmax(m1, a21); }
        if (left > 3) { m0 = f32x4.pmax(m0, a30); m1 = f32x4.pmax(m1, a31); }
        s += 128;
        key += half;
        half = group - half;
      }
      m0 = f32x4.mul(m0, by);
      m1 = f32x4.mul(m1, by);
      let s0 = f32x4.splat(0), s1 = f32x4.splat(0);
      for (s = scores; s < scoresEnd; s += 32) {
        const e0 = power4(f32x4.sub(f32x4.mul(v128.load(s), by), m0)), e1 = power4(f32x4.sub(f32x4.mul(v128.load(s, 16), by), m1));
        s0 = f32x4.add(s0, e0);
        s1 = f32x4.add(s1, e1);
        v128.store(s, e0);
        v128.store(s, e1, 16);
      }
      s0 = f32x4.div(one, s0);
      s1 = f32x4.div(one, s1);
      let value = firstValue, y = o;
      for (let f: i32 = 0; f < valueFeatures; f += 4) {
        let a00 = f32x4.splat(0), a01 = f32x4.splat(0), a10 = f32x4.splat(0), a11 = f32x4.splat(0);
        let a20 = f32x4.splat(0), a21 = f32x4.splat(0), a30 = f32x4.splat(0), a31 = f32x4.splat(0);
        let w = value;
        s = scores;
        while (s < scoresEnd) {
          const end = min(s + 256, scoresEnd);
          let u = w;
          for (; s < end; s += 32) {
            const x0 = v128.load(s), x1 = v128.load(s, 16);
            let t = v128.load_splat<f32>(u);
            a00 = madd(t, x0, a00); a01 = madd(t, x1, a01);
            t = v128.load_splat<f32>(u, 32);
            a10 = madd(t, x0, a10); a11 = madd(t, x1, a11);
            t = v128.load_splat<f32>(u, 64);
            a20 = madd(t, x0, a20); a21 = madd(t, x1, a21);
            t = v128.load_splat<f32>(u, 96);
            a30 = madd(t, x0, a30); a31 = madd(t, x1, a31);
            u += 4;
          }
          w += valueGroup;
        }
        v128.store(y, f32x4.mul(a00, s0)); v128.store(y, f32x4.mul(a01, s1), 16);
        v128.store(y, f32x4.mul(a10, s0), 32); v128.store(y, f32x4.mul(a11, s1), 48);
        v128.store(y, f32x4.mul(a20, s0), 64); v128.store(y, f32x4.mul(a21, s1), 80);
        v128.store(y, f32x4.mul(a30, s0), 96); v128.store(y, f32x4.mul(a31, s1), 112);
        value += 128;
        y += 128;
      }
      query += group;
      o += valueGroup;
    }
  }
}
