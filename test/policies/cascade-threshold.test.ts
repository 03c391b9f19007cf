import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { cascadeAccuracy } from '../../sim/policies/cascade-accuracy.ts';
import { cascadeThreshold } from '../../sim/policies/cascade-threshold.ts';
import { wilson } from '../../sim/statistics/wilson.ts';
import { contextOf } from './small-context.ts';

const few = 40;

/** Confidences on and just beside hundredths, where a threshold is reached or not. */
const confidences = fc.oneof(
  fc.nat(65535),
  fc
    .tuple(fc.nat(100), fc.constantFrom(-1, 0, 1))
    .map(([hundredths, by]) => Math.min(65535, Math.max(0, Math.round((hundredths / 100) * 65535) + by))),
);

describe('the threshold of a cascade', () => {
  it('is the first hundredth at which following every sample keeps the floor', () => {
    const tables = fc.integer({ min: 1, max: 4 }).chain((steps) =>
      fc.record({
        correct: fc.array(fc.nat(1), { minLength: steps * few, maxLength: steps * few }),
        confidence: fc.array(confidences, { minLength: steps * few, maxLength: steps * few }),
        accuracyFloor: fc.double({ min: 0.1, max: 0.9, noNaN: true }),
      }),
    );
    fc.assert(
      fc.property(tables, ({ correct, confidence, accuracyFloor }) => {
        const steps = contextOf(
          Array.from({ length: correct.length / few }, (_, i) => ({
            id: `x${i}`,
            wrong: 0,
            serviceNs: 1,
            energyJ: 1,
          })),
        ).options;
        const validation = {
          sampleCount: few,
          correct: Uint8Array.from(correct),
          confidence: Uint16Array.from(confidence),
        };
        const keeps = (threshold: number) =>
          wilson(cascadeAccuracy(steps, threshold, { validation }), few).low >= accuracyFloor;
        const hundredths = Array.from({ length: 100 }, (_, h) => h / 100);
        expect(cascadeThreshold(steps, { validation, accuracyFloor })).toBe(hundredths.find(keeps) ?? 1);
      }),
    );
  });
});
