/** Texts as sparse rows: `terms[starts[i]..starts[i + 1]]` with their weights, each text of Euclidean norm 1. */
export interface TextFeatures {
  readonly starts: Uint32Array;
  readonly terms: Uint32Array;
  readonly weights: Float32Array;
}

/** Inverse document frequency of each term, ln((1 + n) / (1 + df)) + 1. */
export function inverseFrequencies(texts: readonly Uint32Array[], terms: number): Float64Array {
  const documents = new Float64Array(terms);
  for (const text of texts) for (const term of new Set(text)) documents[term]!++;
  return documents.map((df) => Math.log((1 + texts.length) / (1 + df)) + 1);
}

/** TF-IDF with sublinear counts, (1 + ln tf) idf, normed. @param texts terms in the order of the text */
export function textFeatures(texts: readonly Uint32Array[], idf: Float64Array): TextFeatures {
  const starts = new Uint32Array(texts.length + 1);
  const terms: number[] = [];
  const weights: number[] = [];
  for (const [i, text] of texts.entries()) {
    const counts = new Map<number, number>();
    for (const term of text) counts.set(term, (counts.get(term) ?? 0) + 1);
    const row = [...counts].map(([term, tf]) => [term, (1 + Math.log(tf)) * idf[term]!] as const);
    const norm = Math.hypot(...row.map(([, weight]) => weight)) || 1;
    for (const [term, weight] of row) {
      terms.push(term);
      weights.push(weight / norm);
    }
    starts[i + 1] = terms.length;
  }
  return { starts, terms: Uint32Array.from(terms), weights: Float32Array.from(weights) };
}
