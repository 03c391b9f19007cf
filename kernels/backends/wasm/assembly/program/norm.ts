import { madd } from '../madd';

/** ((x - z) h + t) gamma + beta of a feature. */
// @ts-ignore: decorator
@inline
function scale(
  x0: v128, x1: v128, z0: v128, z1: v128, h0: v128, h1: v128, t0: v128, t1: v128, gamma: usize, beta: usize, out: usize,
): void {
  const g = v128.load_splat<f32>(gamma), b = v128.load_splat<f32>(beta);
  v128.store(out, madd(madd(f32x4.sub(x0, z0), h0, t0), g, b));
  v128.store(out, madd(madd(f32x4.sub(x1, z1), h1, t1), g, b), 16);
}

/**
 * Layer norm over the features of panels of eight tokens, in float32. Sums are of differences to the first feature, and of
 * their squares: a mean that is large beside the differences costs no digits.
 * @param panels of [features][8], `group` bytes apart @param gamma @param beta f32 [features], at least two @param out may be x
 */
export function normTokens(
  x: usize, panels: i32, group: usize, features: i32, epsilon: f32, gamma: usize, beta: usize, out: usize, outGroup: usize,
): void {
  const n = f32x4.splat(1 / <f32>features), bytes = <usize>features << 5;
  for (let p: i32 = 0; p < panels; p++) {
    const z0 = v128.load(x), z1 = v128.load(x, 16);
    let a0 = f32x4.splat(0), a1 = f32x4.splat(0), b0 = f32x4.splat(0), b1 = f32x4.splat(0);
    let c0 = f32x4.splat(0), c1 = f32x4.splat(0), d0 = f32x4.splat(0), d1 = f32x4.splat(0);
    const end = x + bytes, pairs = x + (bytes & ~63);
    let at = x;
    for (; at < pairs; at += 64) {
      const u0 = f32x4.sub(v128.load(at), z0), u1 = f32x4.sub(v128.load(at, 16), z1);
      const v0 = f32x4.sub(v128.load(at, 32), z0), v1 = f32x4.sub(v128.load(at, 48), z1);
      a0 = f32x4.add(a0, u0); a1 = f32x4.add(a1, u1); b0 = f32x4.add(b0, v0); b1 = f32x4.add(b1, v1);
      c0 = madd(u0, u0, c0); c1 = madd(u1, u1, c1); d0 = madd(v0, v0, d0); d1 = madd(v1, v1, d1);
    }
    if (at < end) {
      const u0 = f32x4.sub(v128.load(at), z0), u1 = f32x4.sub(v128.load(at, 16), z1);
      a0 = f32x4.add(a0, u0); a1 = f32x4.add(a1, u1);
      c0 = madd(u0, u0, c0); c1 = madd(u1, u1, c1);
    }
    const m0 = f32x4.mul(f32x4.add(a0, b0), n), m1 = f32x4.mul(f32x4.add(a1, b1), n);
    const v0 = f32x4.sub(f32x4.mul(f32x4.add(c0, d0), n), f32x4.mul(m0, m0));
    const v1 = f32x4.sub(f32x4.mul(f32x4.add(c1, d1), n), f32x4.mul(m1, m1));
    const one = f32x4.splat(1), least = f32x4.splat(0), eps = f32x4.splat(epsilon);
    const s0 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.pmax(v0, least), eps)));
    const s1 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.pmax(v1, least), eps)));
    // (x - z - m) s as (x - z) s - m s. V8 11 would compute these anew for each feature; what memory holds it reads once.
    const w0 = v128.load(x, 32), w1 = v128.load(x, 48);
    v128.store(out, s0);
    v128.store(out, s1, 16);
    v128.store(out, f32x4.neg(f32x4.mul(m0, s0)), 32);
    v128.store(out, f32x4.neg(f32x4.mul(m1, s1)), 48);
    const h0 = v128.load(out), h1 = v128.load(out, 16), t0 = v128.load(out, 32), t1 = v128.load(out, 48);
    let o = out + 64, g = gamma + 8, b = beta + 8;
    for (at = x + 64; at < end; at += 32) {
      scale(v128.load(at), v128.load(at, 16), z0, z1, h0, h1, t0, t1, g, b, o);
      o += 32;
      g += 4;
      b += 4;
    }
    scale(z0, z1, z0, z1, h0, h1, t0, t1, gamma, beta, out);
    scale(w0, w1, z0, z1, h0, h1, t0, t1, gamma + 4, beta + 4, out + 32);
    x += group;
    out += outGroup;
  }
}
