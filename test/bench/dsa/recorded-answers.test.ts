import { fc, test } from '@fast-check/vitest';
import { describe, expect, it } from 'vitest';
import { recordedPart, recordedPartLogits, recordPart } from '../../../bench/dsa/recorded-answers.ts';

describe('recorded answers', () => {
  test.prop([fc.array(fc.nat(1), { minLength: 1, maxLength: 100 })], { seed: 1, numRuns: 200 })(
    'come back as they were, in a bit each',
    (bits) => {
      const recorded = recordPart(Uint8Array.from(bits));
      expect([...recordedPart(recorded)]).toEqual(bits);
      expect(Buffer.from(recorded.right, 'base64')).toHaveLength(Math.ceil(bits.length / 8));
    },
  );

  test.prop([fc.uint8Array({ minLength: 1, maxLength: 50 }), fc.boolean()], { seed: 1, numRuns: 50 })(
    'keep confidences where there are such',
    (lead, two) => {
      const right = new Uint8Array(lead.length);
      const logits = { lead, rest: two ? null : lead.map((each) => 255 - each) };
      expect(recordedPartLogits(recordPart(right, logits))).toEqual(logits);
      expect(recordedPartLogits(recordPart(right))).toBeNull();
    },
  );

  it('are refused when confidences are missing', () => {
    expect(() => recordedPartLogits({ answers: 2, right: 'AA==', lead: 'AAAA' })).toThrow(
      '2 answers need as many confidences; there are 3',
    );
  });

  it('are refused when bits are missing', () => {
    expect(() => recordedPart({ answers: 17, right: 'AAA=' })).toThrow(
      '17 answers need 3 bytes; there are 2',
    );
  });
});
