import { describe, expect, it } from 'vitest';
import type { Observation, Policy, PolicyContext, PolicyDefinition } from '../../../sim/policies/policy.ts';
import { policyDefinitions } from '../../../sim/policies/registry.ts';
import { checkPolicy, type PolicyVerdict } from '../../../sim/scenario/conformance/check-policy.ts';

const broken = (verdicts: readonly PolicyVerdict[]) => verdicts.filter(({ broken: what }) => what !== null);

const free = { decideOperations: 0, reviewOperations: 0 };
const own = (create: PolicyDefinition['create'], more: Partial<PolicyDefinition> = {}): PolicyDefinition => ({
  id: 'own',
  title: 'Own',
  source: 'test',
  signal: 'none',
  adaptive: true,
  create,
  ...more,
});
const deciding =
  (decide: (seen: Observation, context: PolicyContext) => number) =>
  (context: PolicyContext): Policy => ({ decide: (seen) => decide(seen, context), cost: free });

describe('the conformance suite', () => {
  it.each(policyDefinitions.map((definition) => [definition.id, definition] as const))(
    'is passed by %s',
    (_, definition) => {
      expect(broken(checkPolicy(definition, { trials: 12 }))).toEqual([]);
    },
  );

  it('finds nothing in a plain policy', () => {
    expect(broken(checkPolicy(own(deciding(() => 0))))).toEqual([]);
  });

  let calls = 0;
  let kept: Observation | null = null;
  it.each<[string, PolicyVerdict['law'], RegExp, PolicyDefinition]>([
    [
      'throws when it is made',
      'makes',
      /no luck/,
      own(() => {
        throw new Error('no luck');
      }),
    ],
    [
      'declares a negative cost',
      'makes',
      /cost.decideOperations is -1/,
      own(() => ({ decide: () => 0, cost: { ...free, decideOperations: -1 } })),
    ],
    [
      'declares no cost',
      'makes',
      /cost.decideOperations is undefined/,
      own(() => ({ decide: () => 0 }) as unknown as Policy),
    ],
    [
      'wants an option that does not exist',
      'makes',
      /wants to use option 99/,
      own(() => ({ decide: () => 0, uses: [99], cost: free })),
    ],
    ['answers an option that does not exist', 'legal', /decide answered 99/, own(deciding(() => 99))],
    ['answers nothing', 'legal', /decide answered undefined/, own(deciding(() => undefined as never))],
    [
      'answers what it said it would not use',
      'legal',
      /decide answered \d; allowed are 0/,
      own(({ choices }) => ({ decide: () => choices.at(-1)!, uses: [0], cost: free })),
    ],
    [
      'refines without end',
      'legal',
      /refined request 0 16 times/,
      own(() => ({ decide: () => 0, review: () => 0, cost: free })),
    ],
    [
      'recalls what it never ran',
      'legal',
      /recalled option 7/,
      own(() => ({ decide: () => 0, review: () => -9, cost: free })),
    ],
    [
      'reads what does not exist',
      'reads',
      /observation.queue, which/,
      own(deciding((seen) => ('queue' in seen ? 1 : (seen as never as { queue: number }).queue > 1 ? 1 : 0))),
    ],
    [
      'writes to the observation',
      'reads',
      /writes to an observation/,
      own(
        deciding((seen) => {
          (seen as { timeNs: number }).timeNs = 0;
          return 0;
        }),
      ),
    ],
    [
      'keeps the observation',
      'reads',
      /keeps an observation/,
      own(
        deciding((seen) => {
          const before = kept?.queueLength ?? 0;
          kept = seen;
          return before > 1000 ? 1 : 0;
        }),
      ),
    ],
    [
      'draws its own random numbers',
      'repeats',
      /when shown/,
      own(deciding((_, { choices }) => choices[Math.floor(Math.random() * choices.length)]!)),
    ],
    [
      'does not forget',
      'forgets',
      /when shown/,
      own(({ choices }) => {
        let seen = 0;
        return {
          decide: () => choices[Math.min(choices.length - 1, seen++ >> 5)]!,
          reset: () => {},
          cost: free,
        };
      }),
    ],
    [
      'remembers across the policies that it makes',
      'present',
      /when shown/,
      own(deciding((_, { choices }) => choices[(calls++ % 7) % choices.length]!)),
    ],
    [
      'has a default outside its range',
      'parameters',
      /the default of p is 3, not 0 to 1/,
      own(
        deciding(() => 0),
        { parameters: { p: { unit: '1', low: 0, high: 1, default: 3, meaning: 'A.' } } },
      ),
    ],
    [
      'breaks at an end of a range',
      'parameters',
      /p = 1: decide answered NaN/,
      own((_, values = {}) => ({ decide: () => (values['p'] === 1 ? Number.NaN : 0), cost: free }), {
        parameters: { p: { unit: '1', low: 0, high: 1, default: 0, meaning: 'A.' } },
      }),
    ],
  ])('finds a policy that %s', (_, law, what, definition) => {
    const found = broken(checkPolicy(definition, { trials: 12 })).find((verdict) => verdict.law === law);
    expect(found?.broken).toMatch(what);
    expect(found?.broken).toMatch(/\(trial \d+\)$/);
  });
});
