import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatChange, formatMs, formatSi, threeDigits } from '../../sim/report/format-quantity.ts';

const scale: Readonly<Record<string, number>> = {
  G: 1e9,
  M: 1e6,
  k: 1e3,
  '': 1,
  m: 1e-3,
  µ: 1e-6,
  n: 1e-9,
  p: 1e-12,
};

describe('formatSi', () => {
  it('is within half a unit of the third digit, and never wider than 8 characters', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-11, max: 9e11, noNaN: true }), fc.boolean(), (size, negative) => {
        const value = negative ? -size : size;
        const text = formatSi(value, 'J');
        const [, number, prefix] = /^(-?[\d.]+) ([GMkmµnp]?)J$/.exec(text)!;
        expect(Math.abs(Number(number) * scale[prefix!]! - value)).toBeLessThanOrEqual(size * 0.006);
        expect(text.length).toBeLessThanOrEqual(9);
      }),
      { seed: 42, numRuns: 500 },
    );
  });

  it('moves to the next prefix where rounding does', () => {
    expect(formatSi(0.0009999, 's')).toBe('1.00 ms');
    expect(formatSi(999.4, 'W')).toBe('999 W');
    expect(formatSi(0, 'J')).toBe('0 J');
    expect(formatSi(null, 'J')).toBe('–');
    expect(formatMs(0.42)).toBe('420 µs');
    expect(threeDigits(9.996)).toBe('10.0');
  });

  it('prints changes with their sign', () => {
    expect(formatChange(0.59)).toBe('−41%');
    expect(formatChange(1.034)).toBe('+3.4%');
    expect(formatChange(1.0001)).toBe('0%');
    expect(formatChange(Number.POSITIVE_INFINITY)).toBe('–');
  });
});
