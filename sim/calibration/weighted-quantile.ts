/**
 * Quantile of values with weights: the least value whose share of the weight, itself included, reaches `share`.
 * @throws RangeError without values
 */
export function weightedQuantile(
  values: readonly { readonly value: number; readonly weight: number }[],
  share: number,
): number {
  if (values.length === 0) throw new RangeError('a quantile of no values');
  const sorted = [...values].sort((a, b) => a.value - b.value);
  const total = sorted.reduce((sum, { weight }) => sum + weight, 0);
  let passed = 0;
  for (const { value, weight } of sorted) {
    passed += weight;
    // Sums of shares such as 1/3 fall short of the whole by rounding.
    if (passed >= share * total * (1 - 1e-12)) return value;
  }
  return sorted.at(-1)!.value;
}
