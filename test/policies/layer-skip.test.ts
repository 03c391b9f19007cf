import { describe, expect, it } from 'vitest';
import type { Policy } from '../../sim/policies/policy.ts';
import { made } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const steps = [0, 1].flatMap((level) =>
  [1, 0].map((skippedLayers) => ({
    id: `L${level}s${skippedLayers}`,
    wrong: 0.02 + 0.01 * level + 0.05 * skippedLayers,
    serviceNs: 100 * (2 - level) * (2 - skippedLayers),
    energyJ: (2 - level) * (2 - skippedLayers),
    levels: [level],
    traits: { skippedLayers },
  })),
);

describe('layer skip', () => {
  it('keeps to the points of one level: of those that hold the floor the cheapest in its pilot run', () => {
    const energy = (policy: Policy) => policy.uses!.reduce((sum, index) => sum + steps[index]!.energyJ, 0);
    const usedAt = (accuracyFloor: number) => {
      const context = contextOf(steps, { accuracyFloor }, (policy) => ({
        energyPerInferenceJ: energy(policy),
        accuracy: 1,
        missShare: 0,
      }));
      const policy = made('layer-skip', context, { threshold: 1 });
      expect(policy.decide(observation())).toBe(policy.uses![0]);
      return policy.uses!.map((index) => steps[index]!.id);
    };
    expect(usedAt(0.9)).toEqual(['L1s1', 'L1s0']);
    // Level 1 is wrong of 3 in 100, and no threshold mends that.
    expect(usedAt(0.973)).toEqual(['L0s1', 'L0s0']);
  });
});
