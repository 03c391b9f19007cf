/**
 * a * b + c. The reproducible build rounds twice, the same on every machine; the fast build leaves it to the processor,
 * which rounds once where it has a fused instruction.
 */
// @ts-ignore: decorator
@inline
export function madd(a: v128, b: v128, c: v128): v128 {
  if (ASC_FEATURE_RELAXED_SIMD) return f32x4.relaxed_madd(a, b, c);
  return f32x4.add(c, f32x4.mul(a, b));
}
