import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { simulateRequests } from '../../../../sim/scenario/simulate/simulate-requests.ts';
import { Timeline } from '../../../../sim/scenario/simulate/timeline.ts';
import { LowerBound } from '../../../../sim/score/lower-bound.ts';
import { Dice, randomPolicies, randomSystem, randomTrace } from '../random-system.ts';
import { randomEnvironment } from './random-environment.ts';

const close = (a: number, b: number, scale: number) =>
  expect(Math.abs(a - b)).toBeLessThanOrEqual(1e-9 * scale);

describe('random systems of one unit in random surroundings', () => {
  it('keep every joule, end every request once, and stay above the bound', () => {
    let cutOff = 0;
    let slowed = 0;
    let stopped = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const dice = new Dice(seed);
        const drawn = randomSystem(dice);
        const trace = randomTrace(dice, seed, drawn.options[0]!.sampleCount);
        if (drawn.units.length > 1) return;
        const system = { ...drawn, batteryJ: Number.POSITIVE_INFINITY };
        const { options, deadlineNs } = system;
        const counts = new Uint32Array(options[0]!.sampleCount);
        for (const sample of trace.sample) counts[sample]!++;
        const bound = new LowerBound({ counts, options, deadlineNs, mayDrop: true });
        for (const policy of randomPolicies(dice, options.length)) {
          const plain = simulateRequests(system, trace, policy);
          const environment = randomEnvironment(dice, plain.energyJ, plain.endNs);
          const timeline = new Timeline(system, trace, {
            fromNs: 0,
            toNs: Number.POSITIVE_INFINITY,
            mostRecords: Number.POSITIVE_INFINITY,
          });
          const run = simulateRequests({ ...system, environment }, trace, policy, { observer: timeline });
          timeline.close(run.endNs);
          const intervals = timeline.intervals[0]!;
          const told = intervals.reduce((sum, { joules }) => sum + joules, 0);
          close(told, run.energyJ, run.energyJ + 1e-12);
          expect(intervals.every(({ fromNs, toNs }) => toNs > fromNs)).toBe(true);
          expect(intervals.every(({ fromNs }, i) => i === 0 || fromNs >= intervals[i - 1]!.toNs - 2)).toBe(
            true,
          );

          expect(run.done + run.missed + run.dropped).toBe(trace.timeNs.length);
          expect(run.endNs).toBeGreaterThanOrEqual(trace.horizonNs);
          expect(run.energyJ * (1 + 1e-11)).toBeGreaterThanOrEqual(
            bound.at(run.correct, run.missed + run.dropped)!,
          );
          const { supply, heat } = run;
          expect(supply !== undefined).toBe(environment.supply !== undefined);
          if (supply) {
            const { startJ, endJ, storedJ, leakedJ, drawnJ, offNs } = supply;
            const scale = startJ + storedJ + drawnJ + 1e-12;
            close(startJ + storedJ, endJ + leakedJ + drawnJ, scale);
            close(drawnJ, run.energyJ, scale);
            expect(endJ).toBeGreaterThanOrEqual(0);
            expect(endJ).toBeLessThanOrEqual(environment.supply!.store.capacityJ);
            expect(offNs).toBeLessThanOrEqual(run.endNs + 1);
            if (run.batteryEmptyAtNs === null) expect([offNs, supply.restarts]).toEqual([0, 0]);
            if (offNs > 0) cutOff++;
            if (supply.restarts > 0) stopped++;
          }
          if (heat) {
            expect(heat.peakC).toBeGreaterThanOrEqual(environment.thermal!.ambientC[0]!);
            if (heat.slowedNs > 0) slowed++;
          }
          const again = simulateRequests({ ...system, environment }, trace, policy);
          // Policies that draw as they go differ from run to run; the others are the same without an observer.
          if (policy.always !== undefined)
            expect([again.eventHash, again.energyJ, again.done]).toEqual([
              run.eventHash,
              run.energyJ,
              run.done,
            ]);
        }
      }),
      { seed: 42, numRuns: 250 },
    );
    expect(Math.min(cutOff, slowed, stopped)).toBeGreaterThan(20);
  });
});
