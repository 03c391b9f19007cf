import type { Texts } from '../feed/texts.ts';
import { leadingVectors } from './leading-vectors.ts';
import { positivePmi } from './positive-pmi.ts';

/**
 * First rows of an embedding, [rows][features] row-major, in which ids that stand among the same others are near each other:
 * factors of the positive pointwise mutual information of ids that occur within `window` tokens (Levy and others 2015).
 * No label is read. Ids that never occur have rows of 0.
 * @param texts training texts; ids from 0 @param deviation root mean square of all values
 */
export function wordVectors(
  texts: Texts,
  rows: number,
  features: number,
  options: { readonly window: number; readonly deviation: number; readonly seed: number },
): Float32Array {
  const vectors = leadingVectors(positivePmi(texts, rows, options.window), features, options.seed);
  const square = vectors.reduce((sum, x) => sum + x * x, 0) / vectors.length;
  const scale = square > 0 ? options.deviation / Math.sqrt(square) : 0;
  return Float32Array.from(vectors, (x) => x * scale);
}
