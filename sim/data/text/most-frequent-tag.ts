import { coarseTags } from './coarse-tag.ts';
import type { TaggedSentence } from './parse-brown.ts';

/**
 * The baseline of taggers: every word gets the class that it has most often in the training text (of equals the first),
 * a word that is not there the most frequent class of all. Words are taken as printed.
 * @returns share of the tokens of `test` that are right
 */
export function mostFrequentTagAccuracy(
  train: readonly TaggedSentence[],
  test: readonly TaggedSentence[],
): number {
  const counts = new Map<string, Uint32Array>();
  const overall = new Uint32Array(coarseTags.length);
  for (const { words, tags } of train) {
    for (const [i, word] of words.entries()) {
      const row = counts.get(word) ?? new Uint32Array(coarseTags.length);
      row[tags[i]!]!++;
      counts.set(word, row);
      overall[tags[i]!]!++;
    }
  }
  let right = 0;
  let tokens = 0;
  for (const { words, tags } of test) {
    for (const [i, word] of words.entries()) {
      const row = counts.get(word) ?? overall;
      if (row.indexOf(Math.max(...row)) === tags[i]) right++;
      tokens++;
    }
  }
  return right / tokens;
}
