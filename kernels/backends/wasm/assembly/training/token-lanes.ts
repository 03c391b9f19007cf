/** Four vectors -> the sums of their lanes, side by side. */
// @ts-ignore: decorator
@inline
export function laneSums(a: v128, b: v128, c: v128, d: v128): v128 {
  const ab = f32x4.add(v128.shuffle<i32>(a, b, 0, 4, 1, 5), v128.shuffle<i32>(a, b, 2, 6, 3, 7));
  const cd = f32x4.add(v128.shuffle<i32>(c, d, 0, 4, 1, 5), v128.shuffle<i32>(c, d, 2, 6, 3, 7));
  return f32x4.add(v128.shuffle<i64>(ab, cd, 0, 2), v128.shuffle<i64>(ab, cd, 1, 3));
}

/** to[i] += the sum of the four lanes of x[i], `count` of them. */
export function addLaneSums(x: usize, count: i32, to: usize): void {
  let i: i32 = 0;
  for (; i + 3 < count; i += 4) {
    const sums = laneSums(v128.load(x), v128.load(x, 16), v128.load(x, 32), v128.load(x, 48));
    v128.store(to, f32x4.add(v128.load(to), sums));
    x += 64;
    to += 16;
  }
  for (; i < count; i++) {
    const v = v128.load(x), sums = laneSums(v, v, v, v);
    store<f32>(to, load<f32>(to) + f32x4.extract_lane(sums, 0));
    x += 16;
    to += 4;
  }
}

/** Which of four lanes are below `count`, as a mask. */
// @ts-ignore: decorator
@inline
export function lanesBelow(count: i32): v128 {
  return i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count));
}

/** Length of sequence `s`, at most the room it has. */
// @ts-ignore: decorator
@inline
export function lengthOf(lengths: usize, s: i32, tokens: i32): i32 {
  return max(0, min(tokens, load<i32>(lengths + (<usize>s << 2))));
}
