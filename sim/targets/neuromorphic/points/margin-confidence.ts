/**
 * e^m / (1 + e^m) of a margin m >= 0 in logits: the softmax of the two best classes. The exponential is cut after its
 * fourth term, because Math.exp may differ between machines in its last bit and the result is stored.
 */
export function marginConfidence(margin: number): number {
  const e = 1 + margin * (1 + (margin / 2) * (1 + (margin / 3) * (1 + margin / 4)));
  return e / (1 + e);
}
