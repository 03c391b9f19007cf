import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Field } from '../../../sim/dashboard/table/column.ts';
import { wrapFields } from '../../../sim/dashboard/table/wrap-fields.ts';
import { wrapText } from '../../../sim/dashboard/table/wrap-text.ts';
import { wrapWithin } from '../../../sim/dashboard/table/wrap-within.ts';

const word = fc.stringMatching(/^[a-zµ0-9]{1,9}$/);
const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));

const textOf = (line: readonly Field[]) => line.map((field) => field.text).join('');

describe('a line of fields', () => {
  const tone = fc.constantFrom('good' as const, 'bad' as const, 'quiet' as const, undefined);
  const field = fc.record({ text: fc.stringMatching(/^[ a-zµ0-9]{0,20}$/), tone });

  it('is broken as its text is, and every letter keeps its tone', () => {
    fc.assert(
      fc.property(fc.array(field, { maxLength: 8 }), fc.integer({ min: 20, max: 90 }), (drawn, width) => {
        const fields = drawn.map(({ text: said, tone: as }) =>
          as ? { text: said, tone: as } : { text: said },
        );
        const lines = wrapFields(fields, width);
        expect(lines.map(textOf)).toEqual(wrapText(textOf(fields), width));
        const inked = (line: readonly Field[]) =>
          line.flatMap((one) =>
            [...one.text].filter((letter) => letter !== ' ').map((letter) => [letter, one.tone]),
          );
        expect(lines.flatMap(inked)).toEqual(inked(fields));
        for (const line of lines)
          line.forEach((one, at) => {
            if (at > 0) expect(one.tone).not.toBe(line[at - 1]!.tone);
          });
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});

describe('lines about a row', () => {
  it('say every word in order, in no more lines than there are, and are cut only where none is left', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 20, max: 120 }), (texts, width) => {
        for (const height of [4, 6, 20]) {
          const lines = wrapWithin(
            texts.map((said) => [{ text: said }]),
            width,
            height,
          ).map(textOf);
          expect(lines.length).toBeLessThanOrEqual(Math.max(height, texts.length));
          expect(lines.map((line) => line.trim()).join(' ')).toBe(texts.join(' '));
          const tooLong = lines.filter((line) => [...line].length > width);
          if (tooLong.length > 0) expect(lines).toHaveLength(height);
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });
});
