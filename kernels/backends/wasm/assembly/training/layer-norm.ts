import { madd } from '../madd';
import { addLaneSums } from './token-lanes';

// Layer norm of a token over its features; a panel of eight tokens is normalised down its rows. Mean and 1 / deviation
// are kept as [groups][2][8].

/**
 * y = (x - mean) / sqrt(variance + epsilon) * gamma + beta, the variance from a second pass.
 * @param x @param y [groups][features][8], groups of *Group bytes @param statistics [groups][2][8]
 */
export function layerNormForward(
  x: usize, xGroup: usize, y: usize, yGroup: usize, groups: i32, features: i32,
  gamma: usize, beta: usize, epsilon: f32, statistics: usize,
): void {
  const bytes = <usize>features << 5, share = f32x4.splat(<f32>1 / <f32>features), one = f32x4.splat(1);
  for (let g: i32 = 0; g < groups; g++) {
    const end = x + bytes;
    let s0 = f32x4.splat(0), s1 = s0, q0 = s0, q1 = s0;
    for (let at = x; at < end; at += 32) {
      s0 = f32x4.add(s0, v128.load(at));
      s1 = f32x4.add(s1, v128.load(at, 16));
    }
    s0 = f32x4.mul(s0, share);
    s1 = f32x4.mul(s1, share);
    for (let at = x; at < end; at += 32) {
      const d0 = f32x4.sub(v128.load(at), s0), d1 = f32x4.sub(v128.load(at, 16), s1);
      q0 = madd(d0, d0, q0);
      q1 = madd(d1, d1, q1);
    }
    const e = f32x4.splat(epsilon);
    q0 = f32x4.div(one, f32x4.sqrt(madd(q0, share, e)));
    q1 = f32x4.div(one, f32x4.sqrt(madd(q1, share, e)));
    v128.store(statistics, s0);
    v128.store(statistics, s1, 16);
    v128.store(statistics, q0, 32);
    v128.store(statistics, q1, 48);
    let to = y, w = gamma, b = beta;
    for (let at = x; at < end; at += 32) {
      const scale = v128.load_splat<f32>(w), shift = v128.load_splat<f32>(b);
      v128.store(to, madd(f32x4.mul(f32x4.sub(v128.load(at), s0), q0), scale, shift));
      v128.store(to, madd(f32x4.mul(f32x4.sub(v128.load(at, 16), s1), q1), scale, shift), 16);
      to += 32;
      w += 4;
      b += 4;
    }
    x += xGroup;
    y += yGroup;
    statistics += 64;
  }
}

/**
 * Gradients of layerNormForward. With n the normalised values and e = dy * gamma:
 * dx = (e - mean(e) - n mean(e n)) / deviation; dGamma += sum of dy n, dBeta += sum of dy, over tokens.
 * @param dx 0: not needed @param xAdd dx is added to what is there
 * @param sums scratch [2][features][4]; reduced into the gradients every 32 groups, so that no sum is long
 */
export function layerNormBackward(
  x: usize, dx: usize, xAdd: i32, xGroup: usize, dy: usize, yGroup: usize, groups: i32, features: i32,
  gamma: usize, dGamma: usize, dBeta: usize, statistics: usize, sums: usize,
): void {
  const bytes = <usize>features << 5, half = <usize>features << 4, share = f32x4.splat(<f32>1 / <f32>features);
  memory.fill(sums, 0, half << 1);
  for (let g: i32 = 0; g < groups; g++) {
    const m0 = v128.load(statistics), m1 = v128.load(statistics, 16);
    const r0 = v128.load(statistics, 32), r1 = v128.load(statistics, 48);
    let e0 = f32x4.splat(0), e1 = e0, f0 = e0, f1 = e0, w = gamma, sum = sums;
    for (let i: usize = 0; i < bytes; i += 32) {
      const d0 = v128.load(dy + i), d1 = v128.load(dy + i, 16), scale = v128.load_splat<f32>(w);
      const n0 = f32x4.mul(f32x4.sub(v128.load(x + i), m0), r0), n1 = f32x4.mul(f32x4.sub(v128.load(x + i, 16), m1), r1);
      const p0 = f32x4.mul(d0, n0), p1 = f32x4.mul(d1, n1);
      v128.store(sum, f32x4.add(v128.load(sum), f32x4.add(p0, p1)));
      v128.store(sum + half, f32x4.add(v128.load(sum + half), f32x4.add(d0, d1)));
      e0 = madd(d0, scale, e0);
      e1 = madd(d1, scale, e1);
      f0 = madd(p0, scale, f0);
      f1 = madd(p1, scale, f1);
      w += 4;
      sum += 16;
    }
    if (dx) {
      e0 = f32x4.mul(e0, share);
      e1 = f32x4.mul(e1, share);
      f0 = f32x4.mul(f0, share);
      f1 = f32x4.mul(f1, share);
      w = gamma;
      for (let i: usize = 0; i < bytes; i += 32) {
        const scale = v128.load_splat<f32>(w);
        const n0 = f32x4.mul(f32x4.sub(v128.load(x + i), m0), r0), n1 = f32x4.mul(f32x4.sub(v128.load(x + i, 16), m1), r1);
        let g0 = f32x4.sub(f32x4.mul(v128.load(dy + i), scale), madd(n0, f0, e0));
        let g1 = f32x4.sub(f32x4.mul(v128.load(dy + i, 16), scale), madd(n1, f1, e1));
        g0 = f32x4.mul(g0, r0);
        g1 = f32x4.mul(g1, r1);
        if (xAdd) {
          g0 = f32x4.add(g0, v128.load(dx + i));
          g1 = f32x4.add(g1, v128.load(dx + i, 16));
        }
        v128.store(dx + i, g0);
        v128.store(dx + i, g1, 16);
        w += 4;
      }
      dx += xGroup;
    }
    x += xGroup;
    dy += yGroup;
    statistics += 64;
    if ((g & 31) == 31 || g == groups - 1) {
      addLaneSums(sums, features, dGamma);
      addLaneSums(sums + half, features, dBeta);
      memory.fill(sums, 0, half << 1);
    }
  }
}
