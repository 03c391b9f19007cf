/** Values with |x| < threshold become 0, and how many are left that are not 0. */
export function gateReference(
  x: ArrayLike<number>,
  threshold: number,
): { readonly values: Float64Array; readonly active: number } {
  const values = Float64Array.from(x, (v) => (Math.abs(v) < threshold ? 0 : v));
  return { values, active: values.reduce((n, v) => n + (v === 0 ? 0 : 1), 0) };
}
