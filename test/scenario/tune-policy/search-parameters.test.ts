import { describe, expect, it } from 'vitest';
import type { PolicyParameters } from '../../../sim/policies/policy-parameter.ts';
import { bestOf, searchParameters } from '../../../sim/scenario/tune-policy/search-parameters.ts';

const parameters: PolicyParameters = {
  share: { unit: '1', low: 0, high: 1, default: 0.9, meaning: '' },
  noise: { unit: '1', low: 1e-6, high: 1, default: 0.5, meaning: '' },
  count: { unit: '1', low: 1, high: 50, default: 1, whole: true, meaning: '' },
};
/** Least at share 0.3, noise 1e-3, count 20; settings with a share above 0.8 break a limit. */
const cost = ({ share = 0, noise = 1, count = 0 }) => ({
  energyPerInferenceJ:
    1 + (share - 0.3) ** 2 + 0.01 * (Math.log10(noise) + 3) ** 2 + ((count - 20) / 50) ** 2,
  accuracy: 1,
  missShare: 0,
  violation: Math.max(0, share - 0.8),
});

describe('search of parameters', () => {
  it('comes close to the optimum, within its budget, with settings that are allowed and tried once', () => {
    for (const seed of [1, 2, 3]) {
      const tried = searchParameters(parameters, 120, seed, cost);
      expect(tried.length).toBeLessThanOrEqual(120);
      expect(new Set(tried.map(({ values }) => JSON.stringify(values))).size).toBe(tried.length);
      for (const { values } of tried)
        for (const [id, { low, high, whole }] of Object.entries(parameters)) {
          expect(values[id]).toBeGreaterThanOrEqual(low);
          expect(values[id]).toBeLessThanOrEqual(high);
          if (whole) expect(Number.isInteger(values[id])).toBe(true);
        }
      const best = bestOf(tried).outcome;
      expect(best.violation).toBe(0);
      expect(best.energyPerInferenceJ).toBeLessThan(1.01);
      expect(searchParameters(parameters, 120, seed, cost)).toEqual(tried);
    }
  });

  it('tries the defaults first, and only them with a budget of one', () => {
    const tried = searchParameters(parameters, 1, 1, cost);
    expect(tried.map(({ values }) => values)).toEqual([{ share: 0.9, noise: 0.5, count: 1 }]);
  });

  it('puts limits before energy', () => {
    const tried = searchParameters(parameters, 40, 4, (values) => ({
      ...cost(values),
      energyPerInferenceJ: (values['share'] ?? 0) > 0.8 ? 0 : 5,
    }));
    expect(bestOf(tried).outcome.violation).toBe(0);
  });
});
