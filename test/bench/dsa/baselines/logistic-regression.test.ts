import { describe, expect, it } from 'vitest';
import {
  classifierAccuracy,
  logisticRegression,
} from '../../../../bench/dsa/baselines/logistic-regression.ts';
import { inverseFrequencies, textFeatures } from '../../../../bench/dsa/baselines/text-features.ts';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';

/** Texts of 12 words out of 40; word 0 or 1 tells the label, the rest says nothing. */
function texts(count: number, seed: number) {
  const draws = new RandomStream(seed, 'texts', 'test');
  const labels = Array.from({ length: count }, (_, i) => draws.integer(i, 2));
  const rows = labels.map((label, i) =>
    Uint32Array.from({ length: 12 }, (_, t) =>
      t === 5 ? label : 2 + Math.floor(38 * draws.uniform53(i, 1 + t)),
    ),
  );
  return { labels, rows };
}

describe('textFeatures', () => {
  it('norms every text, and weighs a rare word over a common one', () => {
    const rows = [Uint32Array.of(0, 1), Uint32Array.of(0, 0, 0), Uint32Array.of(0, 2)];
    const idf = inverseFrequencies(rows, 3);
    expect(idf[1]).toBeCloseTo(Math.log(4 / 2) + 1, 12);
    const { starts, terms, weights } = textFeatures(rows, idf);
    rows.forEach((_, i) => {
      const row = weights.subarray(starts[i], starts[i + 1]);
      expect(row.reduce((sum, weight) => sum + weight * weight, 0)).toBeCloseTo(1, 6);
    });
    const of = (term: number) => weights[terms.indexOf(term)]!;
    expect(of(1)).toBeGreaterThan(of(0));
  });
});

describe('logisticRegression', () => {
  it('finds the words that tell, and nothing where there is nothing', () => {
    const [train, test] = [texts(2000, 1), texts(1000, 2)];
    const idf = inverseFrequencies(train.rows, 40);
    const features = textFeatures(train.rows, idf);
    const unseen = textFeatures(test.rows, idf);
    const told = logisticRegression(features, train.labels, 40, 1e-6);
    expect(classifierAccuracy(told, unseen, test.labels)).toBeGreaterThan(0.99);
    const others = train.labels.map((_, i) => train.labels[(i + 1) % 2000]!);
    const untold = logisticRegression(features, others, 40, 1e-6);
    const accuracy = classifierAccuracy(untold, unseen, test.labels);
    expect(Math.abs(accuracy - 0.5)).toBeLessThan(0.08);
  });
});
