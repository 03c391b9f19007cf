/** Indices by falling score; equal scores in rising order of index, so that the order is the same everywhere. */
export function largestFirst(scores: Float64Array): Uint32Array {
  const order = Uint32Array.from(scores, (_, i) => i);
  return order.sort((a, b) => scores[b]! - scores[a]! || a - b);
}
