import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { TaggerTokeniser, taggerVocabulary } from '../../../sim/data/text/tagger-tokeniser.ts';
import { mostFrequent, Vocabulary } from '../../../sim/data/text/vocabulary.ts';
import { wordShape, wordShapes } from '../../../sim/data/text/word-shape.ts';

const words = fc.array(fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[a-cA-C]{1,5}$/)), {
  maxLength: 40,
});

describe('TaggerTokeniser', () => {
  test.prop([words, words], { seed: 6 })('keeps every row within its embedding', (train, other) => {
    const tokeniser = new TaggerTokeniser(taggerVocabulary([train], 20));
    const ids = tokeniser.encode(other);
    for (const name of ['words', 'suffixes', 'shapes'] as const) {
      expect(ids[name].length).toBe(other.length);
      for (const id of ids[name]) {
        expect(id).toBeGreaterThanOrEqual(1);
        expect(id).toBeLessThan(tokeniser.rows[name]);
      }
    }
  });

  test.prop([words], { seed: 7 })(
    'gives back every word of its vocabulary, also after being stored',
    (train) => {
      const vocabulary = taggerVocabulary([train], Number.POSITIVE_INFINITY);
      const tokeniser = new TaggerTokeniser(JSON.parse(JSON.stringify(vocabulary)));
      const { words: ids } = tokeniser.encode(train);
      expect(Array.from(ids, (id) => tokeniser.word(id))).toEqual(train.map((word) => word.toLowerCase()));
    },
  );

  it('knows a rare word by its ending and shape alone', () => {
    const frequent = ['walking', 'talking'].flatMap((word) => new Array<string>(5).fill(word));
    const tokeniser = new TaggerTokeniser(taggerVocabulary([frequent], 1));
    const { words: ids, suffixes, shapes } = tokeniser.encode(['talking', 'walking', 'Zinging']);
    expect(Array.from(ids)).toEqual([2, 1, 1]);
    expect(new Set(suffixes)).toEqual(new Set([2]));
    expect([shapes[0] === shapes[1], shapes[1] === shapes[2]]).toEqual([true, false]);
    expect([tokeniser.word(0), tokeniser.word(1)]).toEqual([null, null]);
  });
});

describe('wordShape', () => {
  test.prop([fc.string({ minLength: 1, unit: 'grapheme' })], { seed: 8 })('is one of its shapes', (word) => {
    const shape = wordShape(word);
    expect(Number.isInteger(shape) && shape >= 0 && shape < wordShapes).toBe(true);
  });

  it('sees letters only by their case', () => {
    const same = [
      ['dog', 'über', 'x'],
      ['Dog', 'Über', 'A'],
      ['USA', 'NATO', 'ÄB'],
      ['McKay', 'iPod', 'eBay'],
      ['42', '1,119', '7.5'],
      ['b2', 'x1y'],
      ['post-war', 'then-new'],
      ["don't", "it's"],
      ['.', '?', '--'.slice(0, 1)],
    ];
    const shapes = same.map((group) => new Set(group.map(wordShape)));
    expect(shapes.map((set) => set.size)).toEqual(same.map(() => 1));
    expect(new Set(shapes.flatMap((set) => [...set])).size).toBe(same.length);
  });
});

describe('a vocabulary', () => {
  it('is ordered by frequency, of equals by letters', () => {
    const counts = new Map([
      ['b', 2],
      ['a', 2],
      ['c', 9],
      ['d', 1],
    ]);
    expect(mostFrequent(counts, 3)).toEqual(['c', 'a', 'b']);
    expect(mostFrequent(counts, 9, 2)).toEqual(['c', 'a', 'b']);
  });

  it('holds every name once', () => {
    expect(() => new Vocabulary(['a', 'b', 'a'], 1)).toThrow('3 names, 2 of them different');
  });
});
