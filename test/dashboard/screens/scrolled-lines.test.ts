import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mostScroll, scrolledLines } from '../../../sim/dashboard/screens/scrolled-lines.ts';

describe('lines that are scrolled', () => {
  it('fill the height, say how many more there are, and end with the last', () => {
    fc.assert(
      fc.property(fc.nat(60), fc.integer({ min: 2, max: 40 }), fc.nat(80), (count, height, scroll) => {
        const lines = Array.from({ length: count }, (_, at) => [{ text: `line ${at}` }]);
        const shown = scrolledLines(lines, scroll, height);
        expect(shown).toHaveLength(Math.min(count, height));
        const more = /^↓ (\d+) more lines$/.exec(shown.at(-1)?.[0]?.text ?? '');
        const own = more ? shown.slice(0, -1) : shown;
        const from = Math.min(scroll, mostScroll(count, height));
        expect(own).toEqual(lines.slice(from, from + own.length));
        expect(from + own.length + Number(more?.[1] ?? 0)).toBe(count);
        if (scroll >= mostScroll(count, height)) expect(more).toBeNull();
      }),
      { seed: 42, numRuns: 300 },
    );
  });
});
