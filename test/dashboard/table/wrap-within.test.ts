import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { wrapWithin } from '../../../sim/dashboard/table/wrap-within.ts';

const word = fc.stringMatching(/^[a-zµ0-9]{1,9}$/);
const text = fc.array(word, { minLength: 1, maxLength: 25 }).map((words) => words.join(' '));

describe('lines about a row', () => {
  it('say every word in order, in no more lines than there are, and are cut only where none is left', () => {
    fc.assert(
      fc.property(fc.array(text, { maxLength: 4 }), fc.integer({ min: 20, max: 120 }), (texts, width) => {
        for (const height of [4, 6, 20]) {
          const lines = wrapWithin(texts, width, height);
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
