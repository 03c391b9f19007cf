import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { bestFrom } from '../../../../bench/dsa/baselines/best-from.ts';

const settings = { seed: 1, numRuns: 100 };

describe('bestFrom', () => {
  test.prop([fc.array(fc.nat(20), { minLength: 1, maxLength: 60 })], settings)(
    'is one half where every value stands on both sides, and one where it tells the label',
    (values) => {
      const twice = values.flatMap((value) => [value, value]);
      expect(
        bestFrom(
          twice,
          twice.map((_, i) => i % 2),
        ),
      ).toBe(0.5);
      expect(
        bestFrom(
          values,
          values.map((value) => value % 2),
        ),
      ).toBe(1);
    },
  );

  test.prop([fc.array(fc.tuple(fc.nat(5), fc.nat(1)), { minLength: 1, maxLength: 60 })], settings)(
    'is beaten by no constant answer',
    (samples) => {
      const labels = samples.map(([, label]) => label);
      const ones = labels.filter((label) => label === 1).length / labels.length;
      const best = bestFrom(
        samples.map(([value]) => value),
        labels,
      );
      expect(best).toBeGreaterThanOrEqual(Math.max(ones, 1 - ones) - 1e-12);
    },
  );
});
