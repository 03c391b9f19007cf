import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeAccuracy } from '../../sim/policies/safe-accuracy.ts';
import { made, passResult, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const context = contextOf(threeLevels, { accuracyFloor: 0.9, deadlineNs: 2000 });
const option = fc.record({
  id: fc.uuid(),
  wrong: fc.double({ min: 0, max: 0.9, noNaN: true }),
  serviceNs: fc.integer({ min: 1, max: 2000 }),
  energyJ: fc.integer({ min: 1, max: 9 }),
});

describe('the budget controller', () => {
  it('never picks an option predicted late while one in time is left', () => {
    fc.assert(
      fc.property(
        fc.array(option, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: -500, max: 4000 }),
        fc.integer({ min: 0, max: 3 }),
        (small, deadlineLeftNs, queueLength) => {
          const own = contextOf(small);
          // The first decision of a run: the estimate is 1, its deviation sqrt(0.1 + 1e-4 + 1e-3).
          const policy = made('budget-controller', own, { quantile: 0.5 });
          const chosen = own.options[policy.decide(observation({ deadlineLeftNs, queueLength }))]!;
          const fastestNs = Math.min(...small.map((o) => o.serviceNs));
          const budgetNs = deadlineLeftNs - queueLength * fastestNs;
          if (fastestNs <= budgetNs) expect(chosen.meanServiceNs).toBeLessThanOrEqual(budgetNs);
          else expect(chosen.meanServiceNs).toBe(fastestNs);
        },
      ),
      { seed: 2, numRuns: 500 },
    );
  });

  it('keeps the floor in the mean with less energy than any single option that keeps it', () => {
    const policy = made('budget-controller', context);
    let safe = 0;
    let energyJ = 0;
    const used = new Set<string>();
    const requests = 5000;
    for (let request = 0; request < requests; request++) {
      const chosen = context.options[policy.decide(observation({ request, deadlineLeftNs: 2000 }))]!;
      policy.review!(
        passResult({ request, option: chosen.index, serviceNs: chosen.meanServiceNs, deadlineLeftNs: 10 }),
      );
      safe += safeAccuracy(chosen, context);
      energyJ += chosen.meanMarginalEnergyJ;
      used.add(chosen.id);
    }
    expect(safe / requests).toBeGreaterThanOrEqual(0.9);
    // L1 is the cheapest that keeps the floor alone.
    expect(energyJ / requests).toBeLessThan(4);
    expect(used.size).toBeGreaterThan(1);
  });

  it('asks for more room with a higher quantile and after a slow-down', () => {
    const roomy = { accuracyFloor: 0.97, deadlineNs: 2000 };
    const own = contextOf(threeLevels, roomy);
    const seen = observation({ deadlineLeftNs: 1000 });
    expect(own.options[made('budget-controller', own, { quantile: 0.5 }).decide(seen)]!.id).toBe('L0');
    expect(own.options[made('budget-controller', own, { quantile: 0.99 }).decide(seen)]!.id).not.toBe('L0');
    const slowed = made('budget-controller', own, { quantile: 0.5 });
    for (let i = 0; i < 50; i++) slowed.review!(passResult({ option: 0, serviceNs: 2400 }));
    expect(own.options[slowed.decide(seen)]!.id).toBe('L2');
  });

  it('refuses settings out of range and unknown ones', () => {
    expect(() => made('budget-controller', context, { quantile: 1 })).toThrow(/quantile is 1; give 0.5 to/);
    expect(() => made('budget-controller', context, { quantil: 0.9 })).toThrow(
      /no parameter "quantil".*quantile/,
    );
  });
});
