import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { harmless } from '../../../sim/dashboard/terminal/harmless.ts';

// biome-ignore-start lint/suspicious/noControlCharactersInRegex: control characters are what this is about
const colour = /\x1b\[[\d;:]*m/g;

describe('what reaches the terminal', () => {
  it('keeps its words, lines and colours, and nothing else that a terminal obeys', () => {
    const piece = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc.constantFrom(
        '\x1b[2J',
        '\x1b]0;title\x07',
        '\x9b31m',
        '\x1bc',
        '\x1b[31m',
        '\x1b[0m',
        '\n',
        '\x00',
        '\r',
      ),
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const text = pieces.join('');
        const shown = harmless(text);
        expect(shown.replace(colour, '')).not.toMatch(/[\x00-\x09\x0b-\x1f\x7f-\x9f]/);
        expect(shown.match(/\n/g)?.length).toBe(text.match(/\n/g)?.length);
        expect(harmless(shown)).toBe(shown);
        const words = (of: string) => of.replace(colour, '').replace(/\p{Cc}/gu, '');
        expect(words(shown)).toBe(words(text));
      }),
      { seed: 42 },
    );
    expect(harmless('a\x1b[1;31mred\x1b[0m\nµ ▶')).toBe('a\x1b[1;31mred\x1b[0m\nµ ▶');
  });
});
// biome-ignore-end lint/suspicious/noControlCharactersInRegex: as above
