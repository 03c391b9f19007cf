import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { fixedOption } from '../../../sim/policies/fixed-option.ts';
import type { Option, Policy } from '../../../sim/policies/policy.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/request-simulation.ts';
import { shareFixedRuns } from '../../../sim/scenario/simulate/share-fixed-runs.ts';
import { Dice, randomPolicies, randomSystem, randomTrace } from './random-system.ts';

const counted = () => {
  let runs = 0;
  const replay = shareFixedRuns((system, trace, policy) => {
    runs++;
    return simulateRequests(system, trace, policy);
  });
  return { replay, runs: () => runs };
};
const fixed = (index: number) => fixedOption({ index } as Option, `keeps to ${index}`);

describe('shared fixed runs', () => {
  it('are the runs that every policy alone would have had', () => {
    for (let seed = 1; seed <= 100; seed++) {
      const make = () => {
        const dice = new Dice(seed);
        const system = randomSystem(dice);
        const traces = [1, 2].map((one) => randomTrace(dice, one, system.options[0]!.sampleCount));
        return { system, traces, policies: [...randomPolicies(dice, system.options.length), fixed(0)] };
      };
      const run = (replay: typeof simulateRequests) => {
        const { system, traces, policies } = make();
        return policies.flatMap((policy) => traces.map((trace) => replay(system, trace, policy)));
      };
      expect(isDeepStrictEqual(run(counted().replay), run(simulateRequests)), `seed ${seed}`).toBe(true);
    }
  });

  it('are simulated once an option, trace, system and charge; a policy that is asked runs every time', () => {
    const dice = new Dice(7);
    const system = randomSystem(dice);
    const [first, second] = [1, 2].map((seed) => randomTrace(dice, seed, system.options[0]!.sampleCount));
    const { replay, runs } = counted();
    const times = (policy: Policy, of = system, trace = first!) => {
      const before = runs();
      replay(of, trace, policy);
      return runs() - before;
    };
    expect([times(fixed(0)), times(fixed(0)), times(fixed(0), system, second)]).toEqual([1, 0, 1]);
    expect(times(fixed(0), { ...system })).toBe(1);
    expect(times({ ...fixed(0), cost: { decideOperations: 5, reviewOperations: 0 } })).toBe(1);
    expect(times({ ...fixed(0), review: () => -1 })).toBe(1);
    expect(times({ ...fixed(0), hold: () => 0 })).toBe(1);
    const asked: Policy = { decide: () => 0, cost: { decideOperations: 0, reviewOperations: 0 } };
    expect([times(asked), times(asked)]).toEqual([1, 1]);
  });
});
