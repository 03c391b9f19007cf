// Small helpers of the element-wise kernels.

/** Sum of the four lanes in float64. */
// @ts-ignore: decorator
@inline
export function sumLanes(v: v128): f64 {
  const pair = f64x2.add(f64x2.promote_low_f32x4(v), f64x2.promote_low_f32x4(v128.shuffle<i32>(v, v, 2, 3, 2, 3)));
  return f64x2.extract_lane(pair, 0) + f64x2.extract_lane(pair, 1);
}

/** Stores a gradient, or adds it to the one that is there. */
// @ts-ignore: decorator
@inline
export function put(at: usize, v: v128, add: i32): void {
  if (add) v128.store(at, f32x4.add(v128.load(at), v));
  else v128.store(at, v);
}
