import { describe, expect, it } from 'vitest';
import { imdb, reviewLength } from '../../../sim/data/text/imdb.ts';
import { reviewParts } from '../../../sim/data/text/imdb-reviews.ts';
import { sha256Of } from '../sha256.ts';
import { whenFetched } from '../when-fetched.ts';

const parts = ['train', 'validation', 'test'] as const;

describe('reviewParts', () => {
  it('parts the reviews, each label by its share', () => {
    const labels = Array.from({ length: 30_000 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const split = reviewParts(labels);
    expect(parts.map((part) => split[part].length)).toEqual([10_000, 10_000, 10_000]);
    expect(parts.flatMap((part) => [...split[part]]).sort((a, b) => a - b)).toEqual(labels.map((_, i) => i));
    for (const part of parts) {
      const favourable = split[part].reduce((sum, at) => sum + labels[at]!, 0);
      expect(Math.abs(favourable - 10_000 / 3)).toBeLessThan(2);
    }
    expect(sha256Of(split.test)).toBe('e2c64bc466db212a');
  });
});

whenFetched('imdb', 'IMDB', () => {
  const set = imdb();

  it('has 49,577 different reviews', () => {
    expect(parts.map((part) => set[part].labels.length)).toEqual([29_577, 10_000, 10_000]);
    expect(parts.map((part) => set[part].labels.reduce((sum, label) => sum + label, 0))).toEqual([
      14_843, 5019, 5019,
    ]);
    expect(set.tokeniser.rows).toBe(20_513);
    expect(sha256Of(set.test.labels)).toBe('bb614a107b096001');
  });

  it('pads behind the last word only, and shares no review between parts', () => {
    const seen = new Map<string, string>();
    for (const part of parts) {
      const { words, lengths } = set[part];
      expect(words.length).toBe(lengths.length * reviewLength);
      for (const [i, length] of lengths.entries()) {
        const review = words.subarray(i * reviewLength, (i + 1) * reviewLength);
        const end = review.indexOf(0);
        if ((end === -1 ? reviewLength : end) !== length || length === 0)
          throw new Error(`${part} ${i}: length ${length}`);
        if (review.subarray(length).some((row) => row !== 0))
          throw new Error(`${part} ${i}: a word behind the padding`);
        const key = Buffer.from(review.buffer, review.byteOffset, review.byteLength).toString('latin1');
        // One pair differs in the middle alone, which is not kept.
        if (seen.has(key) && seen.get(key) !== part) seen.set(key, 'shared');
        else seen.set(key, part);
      }
    }
    expect([...seen.values()].filter((part) => part === 'shared').length).toBe(1);
  });
});
