import { mostFrequent, Vocabulary } from './vocabulary.ts';
import { wordShape, wordShapes } from './word-shape.ts';

/** Rows of three embeddings that are summed, one of each for every word of a sentence. */
export interface TaggerIds {
  readonly words: Int32Array;
  readonly suffixes: Int32Array;
  readonly shapes: Int32Array;
}

/** What a tagger's tokeniser knows; plain data, to be stored with a network. */
export interface TaggerVocabulary {
  readonly words: readonly string[];
  readonly suffixes: readonly string[];
}

const padding = 0;
const unknown = 1;
const suffixLength = 3;
const suffixTimes = 10;

/**
 * Turns words into rows of embeddings: the word in lower case, its last three letters, and its shape. A word that is not
 * in the vocabulary is still known by its ending and its shape. In all three, row 0 is padding and row 1 unknown.
 */
export class TaggerTokeniser {
  readonly vocabulary: TaggerVocabulary;
  /** Rows that each embedding needs. */
  readonly rows: Readonly<Record<keyof TaggerIds, number>>;
  readonly #words: Vocabulary;
  readonly #suffixes: Vocabulary;

  constructor(vocabulary: TaggerVocabulary) {
    this.vocabulary = vocabulary;
    this.#words = new Vocabulary(vocabulary.words, unknown + 1);
    this.#suffixes = new Vocabulary(vocabulary.suffixes, unknown + 1);
    this.rows = {
      words: unknown + 1 + vocabulary.words.length,
      suffixes: unknown + 1 + vocabulary.suffixes.length,
      shapes: unknown + 1 + wordShapes,
    };
  }

  encode(words: readonly string[]): TaggerIds {
    const lower = words.map((word) => word.toLowerCase());
    return {
      words: Int32Array.from(lower, (word) => this.#words.id(word) ?? unknown),
      suffixes: Int32Array.from(lower, (word) => this.#suffixes.id(word.slice(-suffixLength)) ?? unknown),
      shapes: Int32Array.from(words, (word) => unknown + 1 + wordShape(word)),
    };
  }

  /** The word of a row in lower case; null for padding, unknown, and numbers that are no row. */
  word(row: number): string | null {
    return row === padding ? null : (this.#words.name(row) ?? null);
  }
}

/**
 * Vocabulary of a training text: its `size` most frequent words, and every ending of three letters (of shorter words the
 * whole) that comes ten times or more.
 */
export function taggerVocabulary(sentences: Iterable<readonly string[]>, size: number): TaggerVocabulary {
  const words = new Map<string, number>();
  const suffixes = new Map<string, number>();
  for (const sentence of sentences) {
    for (const printed of sentence) {
      const word = printed.toLowerCase();
      words.set(word, (words.get(word) ?? 0) + 1);
      const suffix = word.slice(-suffixLength);
      suffixes.set(suffix, (suffixes.get(suffix) ?? 0) + 1);
    }
  }
  return {
    words: mostFrequent(words, size),
    suffixes: mostFrequent(suffixes, Number.POSITIVE_INFINITY, suffixTimes),
  };
}
