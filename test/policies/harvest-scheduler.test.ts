import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { made, passResult, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const surroundings = { thermal: null, harvest: { capacityJ: 1 }, intensityChanges: false };
const context = contextOf(threeLevels, { accuracyFloor: 0.9, surroundings });
const unsure = passResult({ option: 2, confidence: 0.2, deadlineLeftNs: 900 });

describe('the harvest scheduler', () => {
  it('runs the mandatory part always, and the optional one only above the reserve', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (batteryShare, reserve) => {
          const policy = made('harvest-scheduler', context, { reserve });
          expect(policy.decide(observation({ batteryShare }))).toBe(2);
          expect(policy.review!(unsure)).toBe(batteryShare > reserve ? 1 : -1);
        },
      ),
      { seed: 5, numRuns: 200 },
    );
  });

  it('keeps a smaller reserve the more steadily energy has come in', () => {
    const answerAfter = (on: (i: number) => boolean) => {
      const policy = made('harvest-scheduler', context, { reserve: 0.6 });
      for (let i = 0; i < 100; i++)
        policy.decide(observation({ batteryShare: 0.5, harvestW: on(i) ? 1 : 0 }));
      policy.decide(observation({ batteryShare: 0.3, harvestW: 1 }));
      return policy.review!(unsure);
    };
    expect(answerAfter(() => true)).toBe(1);
    expect(answerAfter((i) => i % 2 === 0)).toBe(-1);
  });

  it('wastes nothing on sure answers, and nothing that a full store could not hold', () => {
    const policy = made('harvest-scheduler', context);
    policy.decide(observation({ batteryShare: 0.9 }));
    expect(policy.review!({ ...unsure, confidence: 0.95 })).toBe(-1);
    expect(policy.review!({ ...unsure, deadlineLeftNs: 50 })).toBe(-1);
    expect(policy.decide(observation({ batteryShare: 0.99, harvestW: 1 }))).toBe(1);
  });
});
