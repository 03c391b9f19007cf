import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { DataFormatError } from '../../../sim/data/source/data-format-error.ts';
import { headAndTail } from '../../../sim/data/text/head-and-tail.ts';
import { parseReviews } from '../../../sim/data/text/parse-reviews.ts';
import { splitWords } from '../../../sim/data/text/split-words.ts';
import { TextTokeniser, textVocabulary } from '../../../sim/data/text/text-tokeniser.ts';

const text = fc.string({ unit: 'grapheme', maxLength: 60 });

describe('splitWords', () => {
  test.prop([text], { seed: 9 })('loses nothing but white space and case', (printed) => {
    fc.pre(!/<br/i.test(printed));
    expect(splitWords(printed).join('')).toBe(printed.toLowerCase().replace(/\s+/gu, ''));
  });

  test.prop([text], { seed: 10 })('splits its own words no further', (printed) => {
    const words = splitWords(printed);
    fc.pre(!/<br/i.test(words.join(' ')));
    expect(splitWords(words.join(' '))).toEqual(words);
  });

  it('keeps apostrophes within words and drops HTML breaks', () => {
    expect(splitWords("It's GREAT!!<br /><br>'Tis 10/10 naïve rock'n'roll")).toEqual(
      "it's great ! ! ' tis 10 / 10 naïve rock'n'roll".split(' '),
    );
  });
});

describe('TextTokeniser', () => {
  test.prop([fc.array(text, { maxLength: 8 }), text], { seed: 11 })(
    'keeps rows within the embedding, and gives back the words it knows',
    (train, other) => {
      const tokeniser = new TextTokeniser(textVocabulary(train.map(splitWords), 10));
      const words = splitWords(other);
      const rows = tokeniser.encode(other);
      expect(rows.length).toBe(words.length);
      for (const [i, row] of rows.entries()) {
        expect(row >= 1 && row < tokeniser.rows).toBe(true);
        const known = tokeniser.words.includes(words[i]!);
        expect(tokeniser.word(row)).toBe(known ? words[i] : null);
        expect(row > tokeniser.words.length).toBe(!known);
      }
      expect(tokeniser.encode(`${other} ${other}`).slice(0, rows.length)).toEqual(rows);
    },
  );

  it('spreads unknown words over its buckets, the same word always into the same', () => {
    const tokeniser = new TextTokeniser(['a']);
    const words = Array.from({ length: 5000 }, (_, i) => `word${i}`);
    const rows = tokeniser.encodeWords(words);
    expect(new Set(rows).size).toBe(512);
    expect(tokeniser.encodeWords(words)).toEqual(rows);
    expect(tokeniser.rows).toBe(514);
  });
});

describe('headAndTail', () => {
  test.prop([fc.array(fc.integer(), { maxLength: 20 }), fc.integer({ min: 1, max: 6 })], { seed: 12 })(
    'is the whole, or its two ends',
    (values, half) => {
      const kept = headAndTail(values, half);
      expect(kept.length).toBe(Math.min(values.length, 2 * half));
      expect(kept.slice(0, half)).toEqual(values.slice(0, half));
      expect(kept.slice(-half)).toEqual(values.slice(-half));
    },
  );
});

describe('parseReviews', () => {
  it('keeps the first of reviews that have the same words', () => {
    const rows = [
      { t: 'Good. Film', s: 1 },
      { t: 'good.<br />film ', s: 1 },
      { t: 'Bad', s: 0 },
    ];
    expect(parseReviews(JSON.stringify(rows), 'r.json')).toEqual([
      { words: ['good', '.', 'film'], label: 1 },
      { words: ['bad'], label: 0 },
    ]);
  });

  it.each([
    ['[{"t": "cut of', /^r\.json: Unterminated string/],
    ['{}', /no list/],
    ['[{"s": 1}]', /review 0 has no text/],
    ['[{"t": "a", "s": 1}, {"t": "b", "s": 2}]', /review 1: label "s" is 2; 0 and 1 are allowed/],
    [
      '[{"t": "a", "s": 1}, {"t": "A", "s": 0}]',
      /review 1 has the words of an earlier one, and another label/,
    ],
  ])('refuses %s', (json, message) => {
    expect(() => parseReviews(json, 'r.json')).toThrow(DataFormatError);
    expect(() => parseReviews(json, 'r.json')).toThrow(message);
  });
});
