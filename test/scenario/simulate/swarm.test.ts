import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lowestRestW } from '../../../sim/scenario/simulate/option-costs.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { LowerBound } from '../../../sim/score/lower-bound.ts';
import { Dice, randomPolicies, randomSystem, randomTrace } from './random-system.ts';

describe('random systems, random policies', () => {
  it('never fall under the bound at their own counts; parts are the whole; every request ends once', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const dice = new Dice(seed);
        const system = randomSystem(dice);
        const { units, options, deadlineNs } = system;
        const samples = options[0]!.sampleCount;
        const trace = randomTrace(dice, seed, samples);
        const counts = new Uint32Array(samples);
        for (const sample of trace.sample) counts[sample]!++;
        const bound = new LowerBound({
          counts,
          options,
          deadlineNs,
          mayDrop: system.queueLimit < Number.POSITIVE_INFINITY,
        });
        const restJ = units.reduce((sum, unit) => sum + lowestRestW(unit) * trace.horizonNs * 1e-9, 0);
        for (const policy of randomPolicies(dice, options.length)) {
          const run = simulateRequests(system, trace, policy);
          const aboveRestJ = bound.at(run.correct, run.missed + run.dropped);
          expect(aboveRestJ).not.toBeNull();
          expect(run.energyJ).toBeGreaterThanOrEqual(restJ * (1 - 1e-12) + aboveRestJ!);
          const parts = run.ledger.flatMap((entry) => entry.joules).reduce((a, b) => a + b, 0);
          expect(Math.abs(parts - run.energyJ)).toBeLessThanOrEqual(1e-12 * run.energyJ);
          expect(run.done + run.missed + run.dropped).toBe(trace.timeNs.length);
          expect(run.endNs).toBeGreaterThanOrEqual(trace.horizonNs);
        }
      }),
      { seed: 42, numRuns: 1500 },
    );
  });
});
