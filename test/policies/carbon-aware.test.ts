import { describe, expect, it } from 'vitest';
import { safeAccuracy } from '../../sim/policies/safe-accuracy.ts';
import { made, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const surroundings = { thermal: null, harvest: null, intensityChanges: true };
const context = contextOf(threeLevels, { accuracyFloor: 0.9, surroundings });
const day = 2000;

/** Ten days with a solar dip at noon. @param sees what the policy is told of the intensity */
function run(sees: (now: number) => number, values = {}) {
  const policy = made('carbon-aware', context, values);
  let carbon = 0;
  let safe = 0;
  const requests = 10 * day;
  for (let request = 0; request < requests; request++) {
    const hour = (request % day) / day;
    const now = hour > 0.3 && hour < 0.7 ? 100 : 500;
    const chosen = context.options[policy.decide(observation({ gridIntensityGPerKwh: sees(now) }))]!;
    carbon += now * chosen.meanMarginalEnergyJ;
    safe += safeAccuracy(chosen, context);
  }
  return { carbon: carbon / requests, accuracy: safe / requests };
}

describe('carbon-aware', () => {
  it('keeps the floor up to a bounded debt, and emits less than the same rule without the signal', () => {
    const aware = run((now) => now, { patience: 100 });
    const blind = run(() => 300, { patience: 100 });
    // The price at the start is 2.7 times the patience, and five thirds of it in dirty hours.
    const floorLess = 0.9 - 200 / (10 * day);
    expect(aware.accuracy).toBeGreaterThan(floorLess);
    expect(blind.accuracy).toBeGreaterThan(floorLess);
    expect(aware.carbon).toBeLessThan(0.9 * blind.carbon);
    // No mix that does not look at the clock can emit less than the best single option by as much.
    expect(aware.carbon).toBeLessThan(0.8 * 340 * 4);
  });

  it('saves no less with more patience', () => {
    const carbon = [1, 10, 100].map((patience) => run((now) => now, { patience }).carbon);
    expect(carbon[1]!).toBeLessThanOrEqual(carbon[0]! * 1.01);
    expect(carbon[2]!).toBeLessThanOrEqual(carbon[1]! * 1.01);
  });

  it('gives way to the deadline', () => {
    const policy = made('carbon-aware', context);
    for (let i = 0; i < 500; i++) {
      const chosen = context.options[policy.decide(observation({ deadlineLeftNs: 450 }))]!;
      expect(chosen.meanServiceNs).toBeLessThanOrEqual(450);
    }
    expect(context.options[policy.decide(observation({ deadlineLeftNs: -10 }))]!.id).toBe('L2');
  });
});
