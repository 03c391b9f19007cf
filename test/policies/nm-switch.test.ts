import { describe, expect, it } from 'vitest';
import { made } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const patterns = [0.25, 0.5, 0.75].map((keptOfGroup) => ({
  id: `${4 * keptOfGroup}:4`,
  wrong: 0.1,
  serviceNs: 1000 * keptOfGroup,
  energyJ: keptOfGroup,
  traits: { keptOfGroup },
}));

describe('the N:M switch', () => {
  it('is the densest pattern in time, no denser with a longer queue or more head room', () => {
    const context = contextOf(patterns);
    const keptAt = (deadlineLeftNs: number, queueLength: number, headRoom = 1) => {
      const policy = made('nm-switch', context, { headRoom });
      return context.options[policy.decide(observation({ deadlineLeftNs, queueLength }))]!.traits!
        .keptOfGroup!;
    };
    expect([100, 499, 500, 749, 750, 5000].map((ns) => keptAt(ns, 0))).toEqual([
      0.25, 0.25, 0.5, 0.5, 0.75, 0.75,
    ]);
    for (let left = -100; left < 2000; left += 50)
      for (let queue = 0; queue < 4; queue++) {
        expect(keptAt(left, queue + 1)).toBeLessThanOrEqual(keptAt(left, queue));
        expect(keptAt(left, queue, 2)).toBeLessThanOrEqual(keptAt(left, queue));
      }
  });
});
