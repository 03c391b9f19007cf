import { describe, expect, it } from 'vitest';
import { made, passResult } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const deltas = [0, 0.1, 0.2, 0.4].map((deltaThreshold) => ({
  id: `d${deltaThreshold}`,
  wrong: 0.02 + deltaThreshold / 10,
  serviceNs: 500 - 1000 * deltaThreshold,
  energyJ: 5 - 10 * deltaThreshold,
  traits: { deltaThreshold },
}));

describe('the delta threshold', () => {
  it('rises one step per run of sure results, and falls to the lowest at an unsure one', () => {
    const context = contextOf(deltas, { accuracyFloor: 0.9 });
    const policy = made('delta-threshold', context, { patience: 3, sure: 0.8 });
    const seen = Array.from({ length: 12 }, () => {
      const option = policy.decide(observation());
      policy.review!(passResult({ option, confidence: 0.9 }));
      return option;
    });
    expect(seen).toEqual([0, 0, 0, 1, 1, 1, 2, 2, 2, 3, 3, 3]);
    policy.review!(passResult({ option: 2, confidence: 0.5 }));
    expect(policy.decide(observation())).toBe(0);
  });

  it('keeps to thresholds that hold the floor', () => {
    const context = contextOf(deltas, { accuracyFloor: 0.945 });
    const policy = made('delta-threshold', context, { patience: 1 });
    for (let i = 0; i < 20; i++) policy.review!(passResult({ confidence: 1 }));
    const { id } = context.options[policy.decide(observation())]!;
    expect(policy.uses!.map((index) => context.options[index]!.id)).toContain(id);
    expect(id).not.toBe('d0.4');
  });
});
