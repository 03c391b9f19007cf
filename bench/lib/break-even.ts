/**
 * Sparsity from which a kernel is faster than a reference, interpolated in the logarithm of the density between the
 * measured points; 0 when it always is, 1 when never.
 * @param points time at each sparsity, in any order
 */
export function breakEven(points: readonly { sparsity: number; time: number }[], reference: number): number {
  const sorted = [...points].sort((a, b) => a.sparsity - b.sparsity);
  // The last point that is slower decides: a lucky one further down does not count.
  const last = sorted.findLastIndex((p) => p.time >= reference);
  if (last === -1) return 0;
  const [slow, fast] = [sorted[last]!, sorted[last + 1]];
  if (!fast) return 1;
  const share = Math.log(slow.time / reference) / Math.log(slow.time / fast.time);
  const [from, to] = [Math.log(1 - slow.sparsity), Math.log(1 - fast.sparsity)];
  return 1 - Math.exp(from + share * (to - from));
}
