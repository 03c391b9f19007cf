import { describe, expect, it } from 'vitest';
import { deltaField } from '../../../../sim/dashboard/screens/policies/delta.ts';
import { formatSigned } from '../../../../sim/dashboard/screens/policies/format-signed.ts';

describe('differences', () => {
  it('say how much, in the measure that suits, and whether it is better', () => {
    expect(deltaField(90, 100, 'relative')).toEqual({ text: '−10.0%', tone: 'good' });
    expect(deltaField(0.98, 0.97, 'points', true)).toEqual({ text: '+1.00pp', tone: 'good' });
    expect(deltaField(0.5, 0.2, 'absolute')).toEqual({ text: '+0.30', tone: 'bad' });
    expect(deltaField(0, 0, 'relative')).toEqual({ text: '=', tone: 'quiet' });
    expect(deltaField(1, 0, 'relative').text).toBe('new');
    expect(deltaField(null, 1, 'relative').text).toBe('');
    expect(deltaField(1, undefined, 'relative').text).toBe('');
    expect(formatSigned(-0.004, 2)).toBe('=');
  });
});
