import type { Part } from '../../../sim/data/split/part.ts';
import { headAndTail } from '../../../sim/data/text/head-and-tail.ts';
import { reviewLength } from '../../../sim/data/text/imdb.ts';
import { imdbReviews } from '../../../sim/data/text/imdb-reviews.ts';
import type { Review } from '../../../sim/data/text/parse-reviews.ts';
import { textVocabulary } from '../../../sim/data/text/text-tokeniser.ts';
import { mix } from '../../../sim/engine/random/mix.ts';
import type { Baseline } from './baseline.ts';
import { classifierAccuracy, logisticRegression } from './logistic-regression.ts';
import { inverseFrequencies, textFeatures } from './text-features.ts';

const vocabularySize = 20_000;
/** Rows that pairs of words are spread over by a hash, a power of 2. */
const pairBits = 18;
const decays = [1e-7, 3e-7, 1e-6, 3e-6, 1e-5];

/**
 * TF-IDF and logistic regression, its penalty chosen on the validation reviews: of whole reviews, and of what networks see,
 * alone and with pairs of words that follow one another, which no sum over single words can tell.
 */
export function imdbBaselines(): Baseline[] {
  const whole = imdbReviews();
  const kept = (reviews: readonly Review[]) =>
    reviews.map(({ words, label }) => ({ words: headAndTail(words, reviewLength / 2), label }));
  const cut = { train: kept(whole.train), validation: kept(whole.validation), test: kept(whole.test) };
  const name = 'TF-IDF and logistic regression';
  return [
    { name: `${name}, the ${reviewLength} words that networks see`, accuracy: accuracyOf(cut) },
    { name: `${name}, the same with pairs of words`, accuracy: accuracyOf(cut, true) },
    { name: `${name}, whole reviews`, accuracy: accuracyOf(whole) },
  ];
}

function accuracyOf(parts: Readonly<Record<Part, readonly Review[]>>, pairs = false): number {
  const vocabulary = textVocabulary(
    parts.train.map(({ words }) => words),
    vocabularySize,
  );
  const rows = new Map(vocabulary.map((word, row) => [word, row]));
  const terms = vocabulary.length + (pairs ? 2 ** pairBits : 0);
  const termsOf = ({ words }: Review) => {
    const ids = words.map((word) => rows.get(word));
    const known = ids.filter((id) => id !== undefined);
    if (!pairs) return Uint32Array.from(known);
    const together = ids.flatMap((id, t) => {
      const before = ids[t - 1];
      return id === undefined || before === undefined ? [] : [vocabulary.length + pairRow(before, id)];
    });
    return Uint32Array.from([...known, ...together]);
  };
  const train = parts.train.map(termsOf);
  const idf = inverseFrequencies(train, terms);
  const labels = (reviews: readonly Review[]) => reviews.map(({ label }) => label);
  const features = textFeatures(train, idf);
  const validation = textFeatures(parts.validation.map(termsOf), idf);
  const fitted = decays.map((decay) => {
    const classifier = logisticRegression(features, labels(parts.train), terms, decay);
    return { classifier, accuracy: classifierAccuracy(classifier, validation, labels(parts.validation)) };
  });
  const best = fitted.reduce((a, b) => (b.accuracy > a.accuracy ? b : a));
  const test = textFeatures(parts.test.map(termsOf), idf);
  return classifierAccuracy(best.classifier, test, labels(parts.test));
}

const pairRow = (a: number, b: number) => mix(Math.imul(a, 0x9e3779b1) + b) >>> (32 - pairBits);
