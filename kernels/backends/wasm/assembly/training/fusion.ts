import { madd } from '../madd';

// Two towers a and b of `features` rows a group -> [a, b, a * b, |a - b|], four times as many rows.

/** @param a @param b @param y panels of groups *Group bytes apart */
export function fusionForward(
  a: usize, aGroup: usize, b: usize, bGroup: usize, y: usize, yGroup: usize, groups: i32, features: i32,
): void {
  const bytes = <usize>features << 5;
  for (let g: i32 = 0; g < groups; g++) {
    for (let i: usize = 0; i < bytes; i += 16) {
      const u = v128.load(a + i), v = v128.load(b + i), o = y + i;
      v128.store(o, u);
      v128.store(o + bytes, v);
      v128.store(o + (bytes << 1), f32x4.mul(u, v));
      v128.store(o + bytes * 3, f32x4.abs(f32x4.sub(u, v)));
    }
    a += aGroup;
    b += bGroup;
    y += yGroup;
  }
}

/** Gradients of fusionForward; where a = b, that of |a - b| is 0. a is written first, so it may be b. */
export function fusionBackward(
  a: usize, da: usize, aAdd: i32, aGroup: usize, b: usize, db: usize, bAdd: i32, bGroup: usize,
  dy: usize, yGroup: usize, groups: i32, features: i32,
): void {
  const bytes = <usize>features << 5, zero = f32x4.splat(0);
  for (let g: i32 = 0; g < groups; g++) {
    for (let i: usize = 0; i < bytes; i += 16) {
      const u = v128.load(a + i), v = v128.load(b + i), o = dy + i;
      const product = v128.load(o + (bytes << 1)), distance = v128.load(o + bytes * 3);
      const above = v128.and(distance, f32x4.gt(u, v)), below = v128.and(distance, f32x4.lt(u, v));
      const side = f32x4.sub(above, below);
      const p = f32x4.add(madd(product, v, v128.load(o)), side);
      const q = f32x4.sub(madd(product, u, v128.load(o + bytes)), side);
      v128.store(da + i, f32x4.add(p, aAdd ? v128.load(da + i) : zero));
      v128.store(db + i, f32x4.add(q, bAdd ? v128.load(db + i) : zero));
    }
    a += aGroup;
    da += aGroup;
    b += bGroup;
    db += bGroup;
    dy += yGroup;
  }
}
