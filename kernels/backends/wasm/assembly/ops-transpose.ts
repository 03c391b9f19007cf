/** Four vectors a, b, c, d -> their lanes 0, 1, 2, 3 side by side, stored `step` bytes apart. */
// @ts-ignore: decorator
@inline
export function storeTransposed(a: v128, b: v128, c: v128, d: v128, out: usize, step: usize): void {
  const ab0 = v128.shuffle<i32>(a, b, 0, 4, 1, 5), ab1 = v128.shuffle<i32>(a, b, 2, 6, 3, 7);
  const cd0 = v128.shuffle<i32>(c, d, 0, 4, 1, 5), cd1 = v128.shuffle<i32>(c, d, 2, 6, 3, 7);
  v128.store(out, v128.shuffle<i64>(ab0, cd0, 0, 2));
  v128.store(out + step, v128.shuffle<i64>(ab0, cd0, 1, 3));
  v128.store(out + step * 2, v128.shuffle<i64>(ab1, cd1, 0, 2));
  v128.store(out + step * 3, v128.shuffle<i64>(ab1, cd1, 1, 3));
}
