import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { PassResult, Policy } from '../../../sim/policies/policy.ts';
import type { FaultPlan } from '../../../sim/scenario/simulate/fault-plan.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { scoreCell } from '../../../sim/score/score-cell.ts';
import { costsOf, smallUnit } from './small-system.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

/** 100 us and 0.2 mJ on the first unit, which idles at 1 W and sleeps at 0.1 W after 1 ms. */
const option = costsOf([{ unit: 0, durationNs: [1e5], joules: [2e-4] }], [1], [1e-4]);
const system = (faults?: FaultPlan, more: Partial<SimulatedSystem> = {}): SimulatedSystem => ({
  units: [smallUnit('mcu')],
  options: [option],
  deadlineNs: 3e5,
  queueLimit: Number.POSITIVE_INFINITY,
  batteryJ: Number.POSITIVE_INFINITY,
  gridIntensityGPerKwh: 0,
  faults,
  ...more,
});
const trace = (...timeNs: number[]) => ({
  seed: 1,
  horizonNs: 1e6,
  timeNs: Float64Array.from(timeNs),
  sample: new Uint32Array(timeNs.length),
});
const free = { decideOperations: 0, reviewOperations: 0 };
const fixed: Policy = { always: 0, decide: () => 0, cost: free };
const spent = (
  run: { ledger: readonly { joules: readonly number[] }[] },
  cause: 'static' | 'idle' | 'wake',
) => run.ledger[0]!.joules[causeIndex(cause)]!;

describe('faults', () => {
  it('stretch the work that starts in a slow-down, at the power of the first rest state', () => {
    const slow = { unit: 'mcu', fromNs: 2e5, untilNs: 3e5, factor: 2.5 };
    const plain = simulateRequests(system(), trace(1e5, 2e5, 5e5), fixed);
    const run = simulateRequests(system({ slowDowns: [slow] }), trace(1e5, 2e5, 5e5), fixed);
    // The first ends as the window opens, the second starts in it and ends after it, the third starts behind it.
    expect(run.serviceNs).toBe(plain.serviceNs + 1.5e5);
    expect(spent(run, 'static')).toBeCloseTo(1.5e-4, 15);
    expect(spent(run, 'idle')).toBeCloseTo(spent(plain, 'idle') - 1.5e-4, 15);
    expect(run.energyJ).toBeCloseTo(plain.energyJ, 15);
    expect([run.done, run.missed]).toEqual([3, 0]);
    const late = simulateRequests(system({ slowDowns: [{ ...slow, factor: 4 }] }), trace(2e5), fixed);
    expect([late.done, late.missed, late.latencies.quantile(1)! / 4e5]).toEqual([0, 1, expect.closeTo(1, 3)]);
  });

  it('let policies see how long a pass really took', () => {
    const seen: number[] = [];
    const watching: Policy = {
      decide: () => 0,
      review: ({ serviceNs, pass }: PassResult) => {
        seen.push(serviceNs);
        return pass === 0 ? 0 : -1;
      },
      cost: free,
    };
    const slowDowns = [{ unit: 'mcu', fromNs: 0, untilNs: 1, factor: 3 }];
    simulateRequests(system({ slowDowns }), trace(0), watching);
    expect(seen).toEqual([3e5, 1e5]);
  });

  it('keep a unit in outage at rest: it ends what it works on, and takes in the next at the end', () => {
    const outages = [{ unit: 'mcu', fromNs: 5e4, untilNs: 2e6 }];
    const run = simulateRequests(system({ outages }, { deadlineNs: 1.2e6 }), trace(0, 6e4, 9e5), fixed);
    // 0 to 100 us is work; then rest until 2 ms, of which 0.9 ms asleep; waking takes 50 us; the two end at 2.15 and 2.25 ms.
    expect(run.endNs).toBe(2.25e6);
    expect([run.done, run.missed]).toEqual([1, 2]);
    expect(spent(run, 'idle')).toBeCloseTo(1e-3, 12);
    expect(spent(run, 'wake')).toBeCloseTo(1e-4, 12);
    expect(run.energyJ).toBeCloseTo(3 * 2e-4 + 1e-3 + 0.9e-3 * 0.1 + 1e-4, 12);
  });

  it('drop what comes to a full queue during an outage', () => {
    const outages = [{ unit: 'mcu', fromNs: 0, untilNs: 5e5 }];
    const run = simulateRequests(system({ outages }, { queueLimit: 1 }), trace(0, 1, 2, 3), fixed);
    expect(run.dropped).toBe(2);
  });

  it('lose what arrives in a sensor gap, which costs nothing and is a miss', () => {
    const sensorGaps = [{ fromNs: 1e5, untilNs: 2e5 }];
    const run = simulateRequests(system({ sensorGaps }), trace(0, 1e5, 199_999, 2e5), fixed);
    expect([run.requests, run.done, run.dropped, run.passes[0]]).toEqual([4, 2, 2, 2]);
    const input = { ...smallCell, faults: { sensorGaps: [{ fromNs: 0, untilNs: 1e9 }] } };
    const score = scoreCell(simulateCell(input, smallTarget(), smallTarget(), networks));
    for (const row of score.results) {
      expect(row.deadlineMissShare).toBeGreaterThan(0.1);
      expect(row.regretJ).toBeGreaterThanOrEqual(0);
    }
  });

  it('change nothing when the plan is empty', () => {
    const run = simulateRequests(system({}), trace(0, 1e5, 5e5), fixed);
    expect(isDeepStrictEqual(run, simulateRequests(system(), trace(0, 1e5, 5e5), fixed))).toBe(true);
  });

  it.each<[string, FaultPlan, string]>([
    ['a factor below 1', { slowDowns: [{ unit: 'mcu', fromNs: 0, untilNs: 9, factor: 0.5 }] }, '1 or more'],
    ['another unit', { outages: [{ unit: 'npu', fromNs: 0, untilNs: 9 }] }, 'the target lacks; it has mcu'],
    ['an empty window', { sensorGaps: [{ fromNs: 5, untilNs: 5 }] }, 'the end after the start'],
    [
      'windows that overlap',
      {
        sensorGaps: [
          { fromNs: 5, untilNs: 8 },
          { fromNs: 0, untilNs: 6 },
        ],
      },
      'join them',
    ],
  ])('refuse %s', (_what, faults, message) => {
    expect(() => simulateRequests(system(faults), trace(0), fixed)).toThrow(message);
  });
});

describe('a simulation in pieces', () => {
  it('gives what it gives in one go, wherever it stops', () => {
    const faults = { outages: [{ unit: 'mcu', fromNs: 3e5, untilNs: 6e5 }] };
    const arrivals = trace(0, 1e5, 1e5, 4e5, 9e5);
    const whole = simulateRequests(system(faults), arrivals, fixed);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 3_000_000 })), (pauses) => {
        const simulation = new RequestSimulation(system(faults), arrivals, fixed);
        for (const pauseNs of pauses.sort((a, b) => a - b)) simulation.advance(pauseNs);
        expect(isDeepStrictEqual(simulation.complete(), whole)).toBe(true);
      }),
      { seed: 42, numRuns: 50 },
    );
  });
});
