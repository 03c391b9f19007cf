import { describe, expect, it } from 'vitest';
import { commit } from '../../sim/cli/commit.ts';
import { sourceDateS } from '../../sim/cli/source-date-s.ts';

describe('sourceDateS', () => {
  it('reads whole seconds, and refuses what is none instead of taking the clock', () => {
    expect(sourceDateS({})).toBeNull();
    expect(sourceDateS({ SOURCE_DATE_EPOCH: '' })).toBeNull();
    expect(sourceDateS({ SOURCE_DATE_EPOCH: '1767323045' })).toBe(1_767_323_045);
    for (const text of ['yesterday', '1e99', '-5', '12.5', '99999999999999'])
      expect(() => sourceDateS({ SOURCE_DATE_EPOCH: text }), text).toThrow(/whole seconds/);
  });
});

describe('commit', () => {
  it('is a commit, or says that it is unknown', () => {
    expect(commit()).toMatch(/^([0-9a-f]{40}(\+changed)?|unknown)$/);
  });
});
