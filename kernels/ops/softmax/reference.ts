/** Softmax of one row in float64, the largest value taken out first so that nothing overflows. */
export function softmaxReference(x: ArrayLike<number>): Float64Array {
  const y = Float64Array.from(x);
  const top = y.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (let i = 0; i < y.length; i++) {
    y[i] = Math.exp(y[i]! - top);
    sum += y[i]!;
  }
  return y.map((v) => v / sum);
}
