import { describe, expect, it } from 'vitest';
import { policyDefinitions } from '../../sim/policies/registry.ts';
import { choosePolicies, type PolicyChoices } from '../../sim/scenario/choose-policies.ts';
import type { Scenario } from '../../sim/scenario/load-scenario.ts';

const scenario = {
  policies: ['dense', 'budget-controller', 'budget-controller:window=50'],
} as unknown as Scenario;
const mine = {
  module: 'mine.mjs',
  definition: {
    ...policyDefinitions[0]!,
    id: 'mine',
    parameters: { depth: { unit: '1', low: 0, high: 9, default: 1, meaning: 'Depth.' } },
  },
};
const choose = (change: Partial<PolicyChoices>) =>
  choosePolicies(scenario, { add: [], set: [], own: [], ...change });

describe('policies chosen on the command line', () => {
  it('leaves a scenario as it is without any', () => {
    expect(choose({}).scenario.policies).toEqual(scenario.policies);
  });

  it('adds policies once, and sets every entry of the one that is named', () => {
    const { scenario: changed } = choose({
      add: ['dense', 'ucb-bandit:exploration=0.5', 'static-L2'],
      set: ['budget-controller.quantile=0.95', 'ucb-bandit.accuracyWeight=1'],
    });
    expect(changed.policies).toEqual([
      'dense',
      'budget-controller:quantile=0.95',
      'budget-controller:quantile=0.95,window=50',
      'ucb-bandit:exploration=0.5,accuracyWeight=1',
      'static-L2',
    ]);
  });

  it('sets own policies', () => {
    expect(choose({ own: [mine], set: ['mine.depth=4'] }).own).toEqual([
      { id: 'mine', module: 'mine.mjs', values: { depth: 4 } },
    ]);
  });

  it.each<[string, Partial<PolicyChoices>, RegExp]>([
    ['an unknown policy', { add: ['ucb-bandid'] }, /E_UNKNOWN_POLICY.*did you mean "ucb-bandit"/s],
    [
      'a setting of a policy that is not run',
      { set: ['ucb-bandit.exploration=1'] },
      /no policy "ucb-bandit" in this run/,
    ],
    ['an unknown parameter', { set: ['budget-controller.quantil=1'] }, /no parameter "quantil"/],
    ['a value out of range', { set: ['budget-controller.quantile=1'] }, /quantile is 1; give 0.5 to 0.9999/],
    [
      'a value of an own policy out of range',
      { own: [mine], set: ['mine.depth=10'] },
      /depth is 10; give 0 to 9/,
    ],
    ['a setting that is none', { set: ['budget-controller'] }, /write policy.parameter=number/],
    ['a setting that is no number', { set: ['budget-controller.quantile=high'] }, /sets no number/],
    ['an added policy with a bad setting', { add: ['ucb-bandit:exploration=99'] }, /exploration is 99/],
  ])('refuses %s', (_, change, message) => {
    expect(() => choose(change)).toThrow(message);
  });
});
