import { streamKey } from '../../engine/random/stream-key.ts';
import { splitWords } from './split-words.ts';
import { mostFrequent, Vocabulary } from './vocabulary.ts';

const padding = 0;

/**
 * Turns a text into rows of an embedding: row 0 is padding, one row for each word of the vocabulary follows, then
 * rows (buckets) over which all other words are spread by a hash of their letters, so that the same word always meets the same row.
 */
export class TextTokeniser {
  readonly #vocabulary: Vocabulary;
  readonly #buckets: number;
  /** Rows that the embedding needs. */
  readonly rows: number;

  /** @param words vocabulary, plain data to be stored with a network @param buckets rows that other words share */
  constructor(words: readonly string[], buckets = 512) {
    this.#buckets = buckets;
    this.#vocabulary = new Vocabulary(words, padding + 1);
    this.rows = padding + 1 + words.length + buckets;
  }

  get words(): readonly string[] {
    return this.#vocabulary.names;
  }

  encode(text: string): Int32Array {
    return this.encodeWords(splitWords(text));
  }

  /** @param words as `splitWords` gives them */
  encodeWords(words: readonly string[]): Int32Array {
    return Int32Array.from(words, (word) => this.#vocabulary.id(word) ?? this.#bucket(word));
  }

  /** The word of a row; null for padding, buckets, and numbers that are no row. */
  word(row: number): string | null {
    return this.#vocabulary.name(row) ?? null;
  }

  #bucket(word: string): number {
    return this.rows - this.#buckets + ((streamKey(0, word, 'bucket').first >>> 0) % this.#buckets);
  }
}

/** The `size` most frequent words of texts that have been split. */
export function textVocabulary(texts: Iterable<readonly string[]>, size: number): string[] {
  const counts = new Map<string, number>();
  for (const words of texts) for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
  return mostFrequent(counts, size);
}
