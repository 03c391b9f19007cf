import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { recordedPart, recordPart } from '../../../bench/dsa/recorded-answers.ts';

describe('recorded answers', () => {
  test.prop([fc.array(fc.nat(1), { minLength: 1, maxLength: 100 })], { seed: 1, numRuns: 200 })(
    'come back as they were, in a bit each',
    (bits) => {
      const recorded = recordPart(Uint8Array.from(bits));
      expect([...recordedPart(recorded)]).toEqual(bits);
      expect(Buffer.from(recorded.right, 'base64')).toHaveLength(Math.ceil(bits.length / 8));
    },
  );

  it('are refused when bits are missing', () => {
    expect(() => recordedPart({ answers: 17, right: 'AAA=' })).toThrow(
      '17 answers need 3 bytes; there are 2',
    );
  });
});
