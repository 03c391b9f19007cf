import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parsePolicyName, policyName } from '../../sim/policies/policy-name.ts';
import { policyDefinitions, resolvePolicies } from '../../sim/policies/registry.ts';

describe('names of policies with settings', () => {
  it('are read as they are written, for all policies and values in range', () => {
    for (const { id, parameters = {} } of policyDefinitions) {
      const values = Object.fromEntries(
        Object.entries(parameters).map(([key, { low, high, whole }]) => [
          key,
          whole ? fc.integer({ min: low, max: high }) : fc.double({ min: low, max: high, noNaN: true }),
        ]),
      );
      fc.assert(
        fc.property(fc.record(values, { requiredKeys: [] }), (drawn) => {
          const given = drawn as Record<string, number>;
          const name = policyName(id, parameters, given);
          const read = parsePolicyName(name);
          expect(read.id).toBe(id);
          expect(policyName(id, parameters, read.values)).toBe(name);
          for (const [key, value] of Object.entries(given))
            expect(read.values[key] ?? parameters[key]!.default).toBe(value);
          expect(resolvePolicies([name], []).map((p) => p.id)).toEqual([name]);
        }),
        { seed: 9, numRuns: 30 },
      );
    }
  });

  it('leave defaults out and keep the order of the list', () => {
    const { parameters = {} } = policyDefinitions.find((p) => p.id === 'budget-controller')!;
    expect(policyName('budget-controller', parameters, { window: 10, quantile: 0.95 })).toBe(
      'budget-controller:quantile=0.95,window=10',
    );
    expect(policyName('budget-controller', parameters, { quantile: 0.99 })).toBe('budget-controller');
  });

  it.each([
    ['budget-controller:quantile', /"quantile" in .* is no setting; write parameter=number/],
    ['budget-controller:quantile=high', /is no setting/],
    ['budget-controller:quantile=', /is no setting/],
    ['budget-controller:quantile=2', /quantile is 2; give 0.5 to 0.9999/],
    ['budget-controller:window=1.5', /window is 1.5; give a whole number/],
    ['budget-controller:wondow=3', /no parameter "wondow"; known are quantile, window/],
    ['budget-controller:toString=3', /no parameter "toString"/],
    ['dense:depth=3', /the policy has none/],
  ])('refuse %s', (name, message) => {
    expect(() => resolvePolicies([name], [])).toThrow(message);
  });
});
