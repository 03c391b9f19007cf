import { describe, expect, it } from 'vitest';
import { made, threeLevels } from './made.ts';
import { contextOf, observation } from './small-context.ts';

const thermal = { throttleC: 80, resumeC: 70 };
const surroundings = { thermal, harvest: null, intensityChanges: false };
const context = contextOf(threeLevels, { surroundings });

describe('the thermal shift', () => {
  it('spends no more the hotter it is: the dearest when cool, the cheapest when it would throttle', () => {
    for (const marginK of [1, 10, 40]) {
      const policy = made('thermal-shift', context, { marginK });
      const energyAt = (temperatureC: number) =>
        context.options[policy.decide(observation({ temperatureC }))]!.meanMarginalEnergyJ;
      let before = Number.POSITIVE_INFINITY;
      for (let temperatureC = 20; temperatureC <= 100; temperatureC += 0.5) {
        const energy = energyAt(temperatureC);
        expect(energy).toBeLessThanOrEqual(before);
        before = energy;
        if (temperatureC <= 80 - marginK) expect(energy).toBe(8);
        if (temperatureC >= 80) expect(energy).toBe(1);
      }
    }
  });

  it('keeps to one option where none is cheaper', () => {
    const same = threeLevels.map((o) => ({ ...o, energyJ: 3 }));
    expect(made('thermal-shift', contextOf(same, { surroundings })).note).toMatch(/no option is cheaper/);
  });
});
