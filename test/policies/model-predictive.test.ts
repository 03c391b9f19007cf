import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { safeAccuracy } from '../../sim/policies/safe-accuracy.ts';
import { made, passResult, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const roomy = { accuracyFloor: 0.9, deadlineNs: 2000, meanInterarrivalNs: 1500 };

describe('model-predictive control', () => {
  it('keeps the floor in the mean with less energy than the best single option', () => {
    const context = contextOf(threeLevels, roomy);
    const policy = made('model-predictive', context);
    let safe = 0;
    let energyJ = 0;
    for (let request = 0; request < 3000; request++) {
      const chosen = context.options[policy.decide(observation({ request, deadlineLeftNs: 2000 }))]!;
      policy.review!(passResult({ option: chosen.index, serviceNs: chosen.meanServiceNs }));
      safe += safeAccuracy(chosen, context);
      energyJ += chosen.meanMarginalEnergyJ;
    }
    // The floor has a price: the debt is at most what a pass of the dearest option is worth, a thousandth.
    expect(safe / 3000).toBeGreaterThanOrEqual(0.9 - 0.001);
    expect(energyJ / 3000).toBeLessThan(4);
  });

  it('makes room where others wait', () => {
    const context = contextOf(threeLevels, { ...roomy, accuracyFloor: 0.97, deadlineNs: 1000 });
    fc.assert(
      fc.property(fc.integer({ min: 850, max: 1000 }), (deadlineLeftNs) => {
        const times = [0, 1, 2, 3, 4, 5].map((queueLength) => {
          const policy = made('model-predictive', context, { horizon: 6 });
          return context.options[policy.decide(observation({ deadlineLeftNs, queueLength }))]!.meanServiceNs;
        });
        expect(times[0]).toBe(800);
        for (const time of times.slice(1)) expect(time).toBeLessThan(800);
      }),
      { seed: 4, numRuns: 50 },
    );
  });

  it('sees further with a longer horizon: it makes room for those that wait', () => {
    const context = contextOf(threeLevels, { ...roomy, accuracyFloor: 0.97, deadlineNs: 1000 });
    const chosen = (horizon: number) => {
      const policy = made('model-predictive', context, { horizon });
      return context.options[policy.decide(observation({ deadlineLeftNs: 900, queueLength: 3 }))]!;
    };
    expect(chosen(1).id).toBe('L0');
    expect(chosen(4).meanServiceNs).toBeLessThan(800);
  });
});
