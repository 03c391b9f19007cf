import { describe, expect, it } from 'vitest';
import { brown } from '../../../sim/data/text/brown.ts';
import { brownFiles, brownSentences } from '../../../sim/data/text/brown-sentences.ts';
import { coarseTags } from '../../../sim/data/text/coarse-tag.ts';
import { mostFrequentTagAccuracy } from '../../../sim/data/text/most-frequent-tag.ts';
import { whenFetched } from '../when-fetched.ts';

const parts = ['train', 'validation', 'test'] as const;

describe('brownFiles', () => {
  it('parts the files, each genre by its share', () => {
    const names = Array.from(
      { length: 500 },
      (_, i) => `c${'abcdefghjklmnpr'[i % 15]}${String(i).padStart(3, '0')}`,
    );
    const files = brownFiles(names);
    expect(parts.map((part) => files[part].length)).toEqual([405, 45, 50]);
    expect(parts.flatMap((part) => files[part]).sort()).toEqual([...names].sort());
    for (const part of parts) {
      const sizes = [...'abcdefghjklmnpr'].map(
        (genre) => files[part].filter((name) => name[1] === genre).length,
      );
      expect(Math.max(...sizes) - Math.min(...sizes)).toBeLessThanOrEqual(2);
    }
  });
});

describe('mostFrequentTagAccuracy', () => {
  it('counts what the most frequent class gets right', () => {
    const train = [{ words: ['a', 'a', 'a', 'b'], tags: [1, 1, 2, 3] }];
    // 'a' is taken for 1, 'b' for 3, the unknown word for the most frequent class of all, 1.
    expect(mostFrequentTagAccuracy(train, [{ words: ['a', 'b', 'c', 'a'], tags: [1, 3, 1, 2] }])).toBe(0.75);
  });
});

whenFetched('brown', 'the Brown corpus', () => {
  const corpus = brown();
  const sentences = parts.map(brownSentences);

  it('has the tokens and sentences of the published corpus', () => {
    const lengths = parts.map((part) => [corpus[part].starts.length - 1, corpus[part].tags.length]);
    expect(lengths).toEqual([
      [46_609, 940_661],
      [5122, 104_706],
      [5609, 115_825],
    ]);
    expect(lengths.reduce((sum, [, tokens]) => sum + tokens!, 0)).toBe(1_161_192);
    expect(lengths.reduce((sum, [count]) => sum + count!, 0)).toBe(57_340);
  });

  it('is in rows what it is in print', () => {
    const { tokeniser } = corpus;
    expect(tokeniser.rows).toEqual({ words: 12_002, suffixes: 1615, shapes: 62 });
    for (const [i, part] of parts.entries()) {
      const { starts, words, suffixes, shapes, tags } = corpus[part];
      for (let at = 0; at < sentences[i]!.length; at += 97) {
        const sentence = sentences[i]![at]!;
        const [from, to] = [starts[at]!, starts[at + 1]!];
        const ids = tokeniser.encode(sentence.words);
        expect(words.slice(from, to)).toEqual(ids.words);
        expect(suffixes.slice(from, to)).toEqual(ids.suffixes);
        expect(shapes.slice(from, to)).toEqual(ids.shapes);
        expect(Array.from(tags.slice(from, to))).toEqual(sentence.tags);
      }
      expect(tags.every((tag) => tag < coarseTags.length)).toBe(true);
    }
  });

  it('has a baseline of 94.1%: the most frequent tag of each word', () => {
    const [train, , test] = sentences;
    const accuracy = mostFrequentTagAccuracy(train!, test!);
    console.log(
      `Brown, ${coarseTags.length} tags: most frequent tag ${(100 * accuracy).toFixed(2)}% of the test tokens`,
    );
    expect(accuracy).toBeCloseTo(0.94145, 4);
  });
});
