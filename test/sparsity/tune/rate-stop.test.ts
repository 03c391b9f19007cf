import { fc, test } from '@fast-check/vitest';
import { describe, expect } from 'vitest';
import { playCascade } from '../../../sim/sparsity/tune/cascade.ts';
import { confidence, confidenceMeasures } from '../../../sim/sparsity/tune/confidence.ts';
import { rateStop } from '../../../sim/sparsity/tune/rate-stop.ts';
import { stopAccuracy } from '../../../sim/sparsity/tune/rated-stop.ts';

const logits = fc
  .array(fc.float({ min: -30, max: 30, noNaN: true }), { minLength: 2, maxLength: 9 })
  .map((values) => Float32Array.from(values));

describe('confidence', () => {
  test.prop([logits], { seed: 6 })('is the lead or the share of the softmax', (values) => {
    const shares = Array.from(values, Math.exp);
    const sum = shares.reduce((a, b) => a + b, 0);
    const [first, second] = shares.map((share) => share / sum).sort((a, b) => b - a) as [number, number];
    expect(confidence(values, 0, values.length, 'probability')).toBeCloseTo(first, 10);
    expect(confidence(values, 0, values.length, 'margin')).toBeCloseTo(first - second, 10);
  });

  test.prop([logits, fc.float({ min: -50, max: 50, noNaN: true })], { seed: 6 })(
    'does not depend on a shift of all logits, nor on where they begin',
    (values, shift) => {
      const moved = Float32Array.from([7, ...Array.from(values, (v) => Math.fround(v) + shift)]);
      for (const measure of confidenceMeasures) {
        const original = confidence(values, 0, values.length, measure);
        expect(confidence(moved, 1, values.length, measure)).toBeCloseTo(original, 4);
      }
    },
  );

  test('refuses one class', () => {
    expect(() => confidence(Float32Array.of(1), 0, 1, 'margin')).toThrow('1 classes; 2 or more');
  });
});

describe('rateStop', () => {
  const level = { id: 'L0', cost: 2, logits: Float32Array.of(3, 0, 0, 5, 1, 0) };

  test('counts right answers, a request each by default', () => {
    const rated = rateStop(level, [0, 0, 0], 'margin');
    expect([...(rated.right as Float64Array)]).toEqual([1, 0, 1]);
    expect(rated.confidence[1]).toBeGreaterThan(rated.confidence[0]!);
  });

  test('sums the answers of a request, which is as sure as they are on average', () => {
    const single = rateStop(level, [0, 0, 0], 'probability');
    const joined = rateStop(level, [0, 0, 0], 'probability', { starts: [0, 1, 3] });
    expect([...(joined.right as Float64Array)]).toEqual([1, 1]);
    expect(joined.confidence[1]).toBeCloseTo((single.confidence[1]! + single.confidence[2]!) / 2, 12);
    expect(joined.answers).toBe(3);
  });

  test('counts answers by their weights, so that accuracy is their weighted share', () => {
    const rated = rateStop(level, [0, 0, 0], 'margin', { weights: [0.5, 0.3, 0.2] });
    expect(stopAccuracy(rated)).toBeCloseTo(0.7, 12);
    expect(stopAccuracy(rateStop(level, [0, 0, 0], 'margin'))).toBeCloseTo(2 / 3, 12);
  });

  test('refuses logits of other answers and costs that are none', () => {
    expect(() => rateStop(level, [0, 0, 0, 0], 'margin')).toThrow('6 logits do not divide into 4 answers');
    expect(() => rateStop({ ...level, cost: 0 }, [0, 0, 0], 'margin')).toThrow('a cost of 0');
  });
});

describe('playCascade', () => {
  test('refuses a cascade that never ends or ends early', () => {
    const rated = [rateStop({ id: 'L0', cost: 1, logits: Float32Array.of(1, 0) }, [0], 'margin')];
    expect(() => playCascade([{ stop: 0, threshold: 0.5 }], rated, 0)).toThrow('has no threshold');
    const open = { stop: 0, threshold: null };
    expect(() => playCascade([open, open], rated, 0)).toThrow('stage 1 of 2');
  });
});
