import { describe, expect, it } from 'vitest';
import { made, passResult } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const regions = (share: number) => ({ masked: { of: 'regions' as const, share } });
/** Two readings, each with masks; the widest mask is wrong too often, that of the later reading saves most. */
const points = [
  { id: 't32', wrong: 0.02, serviceNs: 3200, energyJ: 32, traits: { exit: 32 } },
  { id: 't32-r10', wrong: 0.03, serviceNs: 2900, energyJ: 24, traits: { exit: 32, ...regions(0.1) } },
  { id: 't32-r20', wrong: 0.04, serviceNs: 2500, energyJ: 12, traits: { exit: 32, ...regions(0.2) } },
  { id: 't32-r40', wrong: 0.6, serviceNs: 2000, energyJ: 8, traits: { exit: 32, ...regions(0.4) } },
  { id: 't16', wrong: 0.05, serviceNs: 1600, energyJ: 16, traits: { exit: 16 } },
  { id: 't16-c12', wrong: 0.05, serviceNs: 1600, energyJ: 17, traits: { exit: 16, ...regions(0.12) } },
].map((point) => ({ ...point, levels: [3] }));

describe('masks that are switched', () => {
  it('widen while results are sure, of one reading, and go at the first that is not', () => {
    const context = contextOf(points, { accuracyFloor: 0.8 });
    const policy = made('mask-switch', context, { patience: 2, sure: 0.8 });
    const seen = Array.from({ length: 8 }, () => {
      const option = policy.decide(observation());
      policy.review!(passResult({ option, confidence: 0.9 }));
      return context.options[option]!.id;
    });
    expect(seen).toEqual(['t32', 't32', 't32-r10', 't32-r10', 't32-r20', 't32-r20', 't32-r20', 't32-r20']);
    policy.review!(passResult({ option: 2, confidence: 0.5 }));
    expect(policy.decide(observation())).toBe(0);
  });

  it('stay off where none saves energy and holds the floor, and say so', () => {
    const context = contextOf([points[4]!, points[5]!], { accuracyFloor: 0.8 });
    const policy = made('mask-switch', context);
    for (let i = 0; i < 20; i++) policy.review!(passResult({ confidence: 1 }));
    expect(context.options[policy.decide(observation())]!.id).toBe('t16');
    expect(policy.note).toMatch(/no mask saves/);
  });
});
