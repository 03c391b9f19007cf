import { madd } from '../madd';
import { exp4 } from '../ops-functions';

// Attention of one sample: keys and values are read in the panels in which matrix layers leave them, a weight at a time, so
// nothing is packed; scores and sums of a panel of queries are [keys][8].

/**
 * softmax(scale Q K^T) V of all heads, every query seeing all keys. Sums in float32; exp4 has a relative error of 2e-7;
 * each output is divided once.
 * @param q @param k @param v @param out panels of eight tokens [heads * features][8] (v, out: [heads * valueFeatures][8]), their
 * groups bytes apart; tokens of the last panel that are not there may hold anything finite
 * @param valueFeatures a multiple of four @param scores scratch [whole panels of tokens][8]
 */
export function attendTokens(
  q: usize, k: usize, v: usize, out: usize, group: usize, valueGroup: usize, tokens: i32, heads: i32,
  features: i32, valueFeatures: i32, scale: f32, scores: usize,
): void {
  const panels = (tokens + 7) >> 3, by = f32x4.splat(scale), width = <usize>features << 5, one = f32x4.splat(1);
  const scoresEnd = scores + (<usize>tokens << 5), low = f32x4.splat(-Infinity);
  for (let h: i32 = 0; h < heads; h++) {
    let query = q + <usize>h * width, o = out + <usize>h * (<usize>valueFeatures << 5);
    const firstKey = k + <usize>h * width, firstValue = v + <usize>h * (<usize>valueFeatures << 5);
    for (let p: i32 = 0; p < panels; p++) {
      let key = firstKey, s = scores;
      for (let half: i32 = 0; half < (tokens + 3) >> 2; half++) {
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
        v128.store(s, f32x4.mul(a00, by)); v128.store(s, f32x4.mul(a01, by), 16);
        v128.store(s, f32x4.mul(a10, by), 32); v128.store(s, f32x4.mul(a11, by), 48);
        v128.store(s, f32x4.mul(a20, by), 64); v128.store(s, f32x4.mul(a21, by), 80);
        v128.store(s, f32x4.mul(a30, by), 96); v128.store(s, f32x4.mul(a31, by), 112);
        s += 128;
        key += half & 1 ? group - 16 : 16;
      }
      let m0 = low, m1 = low;
      for (s = scores; s < scoresEnd; s += 32) {
        m0 = f32x4.pmax(m0, v128.load(s));
        m1 = f32x4.pmax(m1, v128.load(s, 16));
      }
      let s0 = f32x4.splat(0), s1 = s0;
      for (s = scores; s < scoresEnd; s += 32) {
        const e0 = exp4(f32x4.sub(v128.load(s), m0)), e1 = exp4(f32x4.sub(v128.load(s, 16), m1));
        s0 = f32x4.add(s0, e0);
        s1 = f32x4.add(s1, e1);
        v128.store(s, e0);
        v128.store(s, e1, 16);
      }
      s0 = f32x4.div(one, s0);
      s1 = f32x4.div(one, s1);
      let value = firstValue, to = o;
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
        v128.store(to, f32x4.mul(a00, s0)); v128.store(to, f32x4.mul(a01, s1), 16);
        v128.store(to, f32x4.mul(a10, s0), 32); v128.store(to, f32x4.mul(a11, s1), 48);
        v128.store(to, f32x4.mul(a20, s0), 64); v128.store(to, f32x4.mul(a21, s1), 80);
        v128.store(to, f32x4.mul(a30, s0), 96); v128.store(to, f32x4.mul(a31, s1), 112);
        value += 128;
        to += 128;
      }
      query += group;
      o += valueGroup;
    }
  }
}
