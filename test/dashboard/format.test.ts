import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deltaField } from '../../sim/dashboard/delta.ts';
import { formatBytes, formatMs, formatShare, formatSi, formatSigned } from '../../sim/dashboard/format.ts';

describe('numbers', () => {
  it('have a prefix, three digits and a unit', () => {
    expect(formatSi(0.00123, 'J')).toBe('1.23 mJ');
    expect(formatSi(9.996e-5, 'J')).toBe('100 µJ');
    expect(formatSi(0.0009999, 'J')).toBe('1.00 mJ');
    expect(formatSi(0, 'J')).toBe('0 J');
    expect(formatSi(null, 'J')).toBe('–');
    expect(formatMs(50)).toBe('50.0 ms');
    expect(formatBytes(812_544)).toBe('813 kB');
    expect(formatBytes(12)).toBe('12 B');
    expect(formatShare(0.97312, 2)).toBe('97.31%');
    expect(formatSigned(-0.004, 2)).toBe('=');
    expect(formatSigned(-0.3, 1)).toBe('−0.3');
  });

  it('stay within 0.6% of the value and within 8 characters over 15 decades', () => {
    const scale: Readonly<Record<string, number>> = {
      G: 1e9,
      M: 1e6,
      k: 1e3,
      m: 1e-3,
      µ: 1e-6,
      n: 1e-9,
      p: 1e-12,
    };
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1e9, noNaN: true }), (value) => {
        const text = formatSi(value, 'J');
        expect(text.length).toBeLessThanOrEqual(8);
        const [number, unit] = text.split(' ') as [string, string];
        const back = Number(number) * (unit === 'J' ? 1 : scale[unit[0]!]!);
        expect(Math.abs(back / value - 1)).toBeLessThan(0.006);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });
});

describe('differences', () => {
  it('say how much, in the measure that suits, and whether it is better', () => {
    expect(deltaField(90, 100, 'relative')).toEqual({ text: '−10.0%', tone: 'good' });
    expect(deltaField(0.98, 0.97, 'points', true)).toEqual({ text: '+1.00pp', tone: 'good' });
    expect(deltaField(0.5, 0.2, 'absolute')).toEqual({ text: '+0.30', tone: 'bad' });
    expect(deltaField(0, 0, 'relative')).toEqual({ text: '=', tone: 'quiet' });
    expect(deltaField(1, 0, 'relative').text).toBe('new');
    expect(deltaField(null, 1, 'relative').text).toBe('');
    expect(deltaField(1, undefined, 'relative').text).toBe('');
  });
});
