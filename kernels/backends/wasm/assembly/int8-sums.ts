// int8 arithmetic. A value is held less its zero point in 16 bits, so padding is 0 and no correction is needed; weights
// are widened to 16 bits in memory, because broadcasts from memory cost no shuffle (a quarter faster than int8 there).
// Two columns at a time meet in `dot`, sums are exact in 32 bits (the packers refuse more columns than that holds), and
// so no order of work can change a result.

/** a + the dot products of neighbouring 16-bit pairs. */
// @ts-ignore: decorator
@inline
export function mac(a: v128, weights: v128, x: v128): v128 {
  return i32x4.add(a, i32x4.dot_i16x8_s(weights, x));
}

/** Four sums -> (sum + bias) * multiplier in float32, limited and rounded to nearest even: the addition of 1.5 * 2^23. */
// @ts-ignore: decorator
@inline
function requantise(sum: v128, bias: v128, multiplier: v128, low: v128, high: v128): v128 {
  const y = f32x4.mul(f32x4.convert_i32x4_s(i32x4.add(sum, bias)), multiplier);
  const shifted = f32x4.add(f32x4.pmin(high, f32x4.pmax(low, y)), f32x4.splat(12582912));
  return i32x4.sub(shifted, i32x4.splat(0x4b400000));
}

/** Sums of eight lanes of one row -> eight 16-bit values. @param bias i32 @param multiplier f32, of that row */
// @ts-ignore: decorator
@inline
export function finishRow(a: v128, b: v128, bias: usize, multiplier: usize, low: v128, high: v128): v128 {
  const s = v128.load_splat<i32>(bias), m = v128.load_splat<f32>(multiplier);
  return i16x8.narrow_i32x4_s(requantise(a, s, m, low, high), requantise(b, s, m, low, high));
}

/** Sums of four rows of one lane -> [4] 16-bit values at `out`. */
// @ts-ignore: decorator
@inline
export function finishVector(sum: v128, bias: usize, multiplier: usize, low: v128, high: v128, out: usize): void {
  const y = requantise(sum, v128.load(bias), v128.load(multiplier), low, high);
  v128.store64_lane(out, i16x8.narrow_i32x4_s(y, y), 0);
}

/** Two rows of eight lanes -> [8][2] at `out`. */
// @ts-ignore: decorator
@inline
export function storePairs(a: v128, b: v128, out: usize): void {
  v128.store(out, v128.shuffle<i16>(a, b, 0, 8, 1, 9, 2, 10, 3, 11));
  v128.store(out, v128.shuffle<i16>(a, b, 4, 12, 5, 13, 6, 14, 7, 15), 16);
}
