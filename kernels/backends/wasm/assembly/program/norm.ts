import { madd } from '../madd';

/**
 * Layer norm over the features of panels of eight tokens, in float32: the mean, then sums of differences and of their
 * squares. What the mean lost by rounding is in the first of these and is taken out again, so a large mean costs no more
 * digits than its own in float32.
 * @param panels of [features][8], `group` bytes apart @param gamma @param beta f32 [features] @param out may be x
 */
export function normTokens(
  x: usize, panels: i32, group: usize, features: i32, epsilon: f32, gamma: usize, beta: usize, out: usize, outGroup: usize,
): void {
  const n = f32x4.splat(1 / <f32>features), eps = f32x4.splat(epsilon), one = f32x4.splat(1), bytes = <usize>features << 5;
  const whole = bytes & ~127;
  for (let p: i32 = 0; p < panels; p++) {
    let a0 = f32x4.splat(0), a1 = a0, b0 = a0, b1 = a0, c0 = a0, c1 = a0, d0 = a0, d1 = a0;
    let at = x, end = x + whole;
    for (; at < end; at += 128) {
      a0 = f32x4.add(a0, v128.load(at)); a1 = f32x4.add(a1, v128.load(at, 16));
      b0 = f32x4.add(b0, v128.load(at, 32)); b1 = f32x4.add(b1, v128.load(at, 48));
      c0 = f32x4.add(c0, v128.load(at, 64)); c1 = f32x4.add(c1, v128.load(at, 80));
      d0 = f32x4.add(d0, v128.load(at, 96)); d1 = f32x4.add(d1, v128.load(at, 112));
    }
    end = x + bytes;
    for (; at < end; at += 32) {
      a0 = f32x4.add(a0, v128.load(at)); a1 = f32x4.add(a1, v128.load(at, 16));
    }
    const m0 = f32x4.mul(f32x4.add(f32x4.add(a0, b0), f32x4.add(c0, d0)), n);
    const m1 = f32x4.mul(f32x4.add(f32x4.add(a1, b1), f32x4.add(c1, d1)), n);
    // a, b: sums of differences; c, d: of their squares.
    a0 = a1 = b0 = b1 = c0 = c1 = d0 = d1 = f32x4.splat(0);
    at = x;
    end = x + (bytes & ~63);
    for (; at < end; at += 64) {
      const u0 = f32x4.sub(v128.load(at), m0), u1 = f32x4.sub(v128.load(at, 16), m1);
      const v0 = f32x4.sub(v128.load(at, 32), m0), v1 = f32x4.sub(v128.load(at, 48), m1);
      a0 = f32x4.add(a0, u0); a1 = f32x4.add(a1, u1); b0 = f32x4.add(b0, v0); b1 = f32x4.add(b1, v1);
      c0 = madd(u0, u0, c0); c1 = madd(u1, u1, c1); d0 = madd(v0, v0, d0); d1 = madd(v1, v1, d1);
    }
    if (at < x + bytes) {
      const u0 = f32x4.sub(v128.load(at), m0), u1 = f32x4.sub(v128.load(at, 16), m1);
      a0 = f32x4.add(a0, u0); a1 = f32x4.add(a1, u1);
      c0 = madd(u0, u0, c0); c1 = madd(u1, u1, c1);
    }
    const e0 = f32x4.mul(f32x4.add(a0, b0), n), e1 = f32x4.mul(f32x4.add(a1, b1), n);
    const v0 = f32x4.sub(f32x4.mul(f32x4.add(c0, d0), n), f32x4.mul(e0, e0));
    const v1 = f32x4.sub(f32x4.mul(f32x4.add(c1, d1), n), f32x4.mul(e1, e1));
    const least = f32x4.splat(0);
    const s0 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.pmax(v0, least), eps)));
    const s1 = f32x4.div(one, f32x4.sqrt(f32x4.add(f32x4.pmax(v1, least), eps)));
    let o = out, g = gamma, b = beta;
    end = x + bytes;
    for (at = x; at < end; at += 32) {
      const scale = v128.load_splat<f32>(g), shift = v128.load_splat<f32>(b);
      const y0 = f32x4.sub(f32x4.sub(v128.load(at), m0), e0), y1 = f32x4.sub(f32x4.sub(v128.load(at, 16), m1), e1);
      v128.store(o, madd(f32x4.mul(y0, s0), scale, shift));
      v128.store(o, madd(f32x4.mul(y1, s1), scale, shift), 16);
      o += 32;
      g += 4;
      b += 4;
    }
    x += group;
    out += outGroup;
  }
}
