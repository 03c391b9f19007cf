import { softmaxReference } from '../softmax/reference.ts';
import { type AttentionShape, checkTokens, completeAttention } from './attention-shape.ts';

/**
 * softmax(scale Q K^T) V of each head, in float64; matrices are [heads * features][tokens], a column a token.
 * @param q [heads * features][queries] @param k [keyHeads * features][keys] @param v [keyHeads * valueFeatures][keys]
 * @returns [heads * valueFeatures][queries]
 * @throws RangeError when the shape makes no sense
 */
export function attentionReference(
  shape: AttentionShape,
  q: ArrayLike<number>,
  k: ArrayLike<number>,
  v: ArrayLike<number>,
  queries: number,
  keys: number,
): Float64Array {
  const { heads, keyHeads, features, valueFeatures, scale, causal } = completeAttention(shape);
  checkTokens(queries, keys, causal);
  const out = new Float64Array(heads * valueFeatures * queries);
  for (let h = 0; h < heads; h++) {
    const shared = Math.floor((h * keyHeads) / heads);
    for (let i = 0; i < queries; i++) {
      const visible = causal ? i + keys - queries + 1 : keys;
      const scores = new Float64Array(visible);
      for (let j = 0; j < visible; j++) {
        for (let d = 0; d < features; d++) {
          scores[j]! += q[(h * features + d) * queries + i]! * k[(shared * features + d) * keys + j]!;
        }
        scores[j]! *= scale;
      }
      softmaxReference(scores).forEach((weight, j) => {
        for (let f = 0; f < valueFeatures; f++) {
          out[(h * valueFeatures + f) * queries + i]! += weight * v[(shared * valueFeatures + f) * keys + j]!;
        }
      });
    }
  }
  return out;
}
