/** Multi-head attention: how features are split, and what a query may see. */
export interface AttentionShape {
  readonly heads: number;
  /** Heads of keys and values; `heads / keyHeads` neighbouring heads of queries share one. Default `heads`. */
  readonly keyHeads?: number;
  /** Features of a head in queries and keys. */
  readonly features: number;
  /** Features of a head in values and output. Default `features`. */
  readonly valueFeatures?: number;
  /** Scores are multiplied by it. Default 1 / sqrt(features). */
  readonly scale?: number;
  /** Query i sees keys 0 … i + keys - queries only: the last query sees the last key. Default false. */
  readonly causal?: boolean;
}

/** The same with every default filled in. @throws RangeError when it makes no sense */
export function completeAttention(shape: AttentionShape): Required<AttentionShape> {
  const { heads, features } = shape;
  const {
    keyHeads = heads,
    valueFeatures = features,
    scale = 1 / Math.sqrt(features),
    causal = false,
  } = shape;
  for (const [name, n] of Object.entries({ heads, keyHeads, features, valueFeatures })) {
    if (!Number.isSafeInteger(n) || n < 1)
      throw new RangeError(`${name} is ${n}; a whole number above 0 is needed`);
  }
  if (heads % keyHeads !== 0) {
    throw new RangeError(`${heads} heads cannot share ${keyHeads} heads of keys; these must divide those`);
  }
  if (!Number.isFinite(scale)) throw new RangeError(`the scale is ${scale}; a finite one is needed`);
  return { heads, keyHeads, features, valueFeatures, scale, causal };
}

/** @throws RangeError when there is no key, or a causal query would see none */
export function checkTokens(queries: number, keys: number, causal: boolean): void {
  for (const [name, n] of Object.entries({ queries, keys })) {
    if (!Number.isSafeInteger(n) || n < 1)
      throw new RangeError(`${name} is ${n}; a whole number above 0 is needed`);
  }
  if (causal && queries > keys) {
    throw new RangeError(`${queries} queries on ${keys} keys: the first causal query would see no key`);
  }
}
