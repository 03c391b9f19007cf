import { describe, expect, it } from 'vitest';
import { type Policy, recall } from '../../../sim/policies/policy.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { optionOf, smallUnit } from './small-system.ts';

const one = (correct: number) => optionOf({ serviceNs: [100], marginalJ: [1e-6], correct: [correct] });
const system: SimulatedSystem = {
  units: [smallUnit('mcu')],
  options: [one(1), one(0), one(1)],
  deadlineNs: 1e6,
  queueLimit: Number.POSITIVE_INFINITY,
  batteryJ: Number.POSITIVE_INFINITY,
  gridIntensityGPerKwh: 0,
};
const trace = {
  seed: 1,
  horizonNs: 1e7,
  timeNs: Float64Array.from([0, 1e6, 2e6]),
  sample: new Uint32Array(3),
};
/** Refines with option 1, then answers what is given. */
const policy = (last: number): Policy => ({
  decide: () => 0,
  review: ({ pass }) => (pass === 0 ? 1 : last),
  cost: { decideOperations: 0, reviewOperations: 0 },
});

describe('recall', () => {
  it('gives the answer of an earlier pass and pays both, as without it', () => {
    const without = simulateRequests(system, trace, policy(-1));
    const given = simulateRequests(system, trace, policy(recall(0)));
    expect([without.correct, given.correct]).toEqual([0, 3]);
    expect(given.energyJ).toBe(without.energyJ);
    expect([...given.passes]).toEqual([3, 3, 0]);
    expect(given.eventHash).toBe(without.eventHash);
  });

  it('refuses the answer of an option that the request never had', () => {
    expect(() => simulateRequests(system, trace, policy(recall(2)))).toThrow(
      /recalled option 2 for request 0, whose passes used 0, 1/,
    );
    expect(recall(recall(5))).toBe(5);
  });
});
