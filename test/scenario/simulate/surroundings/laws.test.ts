import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../../sim/energy/ledger.ts';
import type { Observation, Policy } from '../../../../sim/policies/policy.ts';
import type { SimulatedSystem } from '../../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../../sim/scenario/simulate/simulate-requests.ts';
import type {
  EnvironmentPlan,
  SupplyPlan,
} from '../../../../sim/scenario/simulate/surroundings/environment-plan.ts';
import { settledC, temperatureAfter } from '../../../../sim/targets/thermal/thermal-node.ts';
import { randomRun } from '../random-system.ts';
import { optionOf, smallUnit } from '../small-system.ts';

/** 20 requests 0.3 s apart, each of 10 ms and 31 mJ (3.1 W) on a unit that rests at 1 and 0.1 W. */
const trace = {
  seed: 1,
  horizonNs: 6e9,
  timeNs: Float64Array.from({ length: 20 }, (_, i) => i * 3e8),
  sample: new Uint32Array(20),
};
const options = [optionOf({ serviceNs: [1e7], marginalJ: [0.031], correct: [1] })];
const always: Policy = {
  always: 0,
  decide: () => 0,
  cost: { decideOperations: 0, reviewOperations: 0 },
};
const system: SimulatedSystem = {
  units: [smallUnit('unit')],
  options,
  deadlineNs: 1e8,
  queueLimit: Number.POSITIVE_INFINITY,
  batteryJ: Number.POSITIVE_INFINITY,
  gridIntensityGPerKwh: 0,
};
const run = (environment: Omit<EnvironmentPlan, 'startH'>, policy = always) =>
  simulateRequests({ ...system, environment: { startH: 0, ...environment } }, trace, policy);
const supplyOf = (capacityJ: number, more: Partial<SupplyPlan> = {}): SupplyPlan => ({
  store: {
    capacityJ,
    startJ: capacityJ,
    offJ: 0,
    onJ: capacityJ > 0 ? capacityJ : 1,
    chargeEfficiency: 1,
    leakW: 0,
  },
  restartNs: 0,
  restartJ: 0,
  checkpoints: 1,
  ...more,
});
const watts = (powerW: number): SupplyPlan['harvest'] => ({ kind: 'trace', timeS: [0], watts: [powerW] });

describe('an environment', () => {
  it('of nothing, and a store that never ends, change no event', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { system: drawn, trace: requests, policy } = randomRun(seed);
        if (drawn.units.length > 1 || policy.always === undefined) return;
        const plain = simulateRequests(drawn, requests, policy);
        for (const environment of [{ startH: 0 }, { startH: 0, supply: supplyOf(1e9) }]) {
          const surrounded = simulateRequests({ ...drawn, environment }, requests, policy);
          expect(surrounded.eventHash).toBe(plain.eventHash);
          expect(surrounded.energyJ).toBeCloseTo(plain.energyJ, 9);
          expect([surrounded.done, surrounded.correct]).toEqual([plain.done, plain.correct]);
        }
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('is refused of several units where it needs to know what one spends', () => {
    const two = {
      ...system,
      units: [smallUnit('a'), smallUnit('b')],
      environment: { startH: 0, supply: supplyOf(1) },
    };
    expect(() => simulateRequests(two, trace, always)).toThrow(
      /supply, which is simulated for targets of one unit; this one has a, b/,
    );
  });
});

describe('a supply', () => {
  it('of zero drops everything and spends nothing', () => {
    const { dropped, energyJ, endNs, supply } = run({ supply: supplyOf(0) });
    expect([dropped, energyJ, supply!.offNs]).toEqual([20, 0, endNs]);
  });

  it('serves the more requests the more it holds, and all of it is spent when it ends', () => {
    let before = -1;
    for (const capacityJ of [0.01, 0.05, 0.2, 0.6, 1, 1.2]) {
      const { done, energyJ, dropped } = run({ supply: supplyOf(capacityJ) });
      expect(done + dropped).toBe(20);
      expect(energyJ).toBeCloseTo(capacityJ, 9);
      expect(done).toBeGreaterThanOrEqual(before);
      before = done;
    }
    expect(run({ supply: supplyOf(1.5) }).done).toBe(20);
  });

  it('that brings what is spent in the mean keeps it going for ever; half of that, about half the time', () => {
    const { energyJ, endNs } = run({});
    const meanW = (energyJ / endNs) * 1e9;
    expect(run({ supply: supplyOf(0.5, { harvest: watts(meanW * 1.01) }) }).done).toBe(20);
    const small = supplyOf(0.1, { harvest: watts(meanW / 2) });
    const half = run({ supply: { ...small, store: { ...small.store, onJ: 0.06 } } });
    expect(half.supply!.offNs / endNs).toBeGreaterThan(0.3);
    expect(half.supply!.offNs / endNs).toBeLessThan(0.7);
    expect(half.supply!.restarts).toBeGreaterThan(2);
  });

  it('too small for a pass ends it in parts where progress is kept, and never where it is not', () => {
    const store = { capacityJ: 0.02, startJ: 0.02, offJ: 0, onJ: 0.02, chargeEfficiency: 1, leakW: 0 };
    const small = supplyOf(0.02, { store, harvest: watts(0.4) });
    const whole = run({ supply: small });
    expect(whole.done + whole.missed).toBe(0);
    expect(whole.dropped).toBe(20);
    const parts = run({ supply: { ...small, checkpoints: 10 } });
    expect(parts.done + parts.missed).toBeGreaterThan(5);
    expect(parts.supply!.restarts).toBeGreaterThan(parts.done + parts.missed - 1);
  });

  it('is what a policy sees as its battery, with what comes in', () => {
    const seen: Pick<Observation, 'batteryShare' | 'harvestW'>[] = [];
    const watching: Policy = {
      decide({ batteryShare, harvestW }) {
        seen.push({ batteryShare, harvestW });
        return 0;
      },
      cost: { decideOperations: 0, reviewOperations: 0 },
    };
    run({ supply: supplyOf(2, { harvest: watts(0.001) }) }, watching);
    expect(seen[0]!.harvestW).toBe(0.001);
    expect(seen[0]!.batteryShare).toBe(1);
    expect(seen.every(({ batteryShare }, i) => i === 0 || batteryShare < seen[i - 1]!.batteryShare)).toBe(
      true,
    );
  });
});

describe('heat', () => {
  const parts = { resistanceKPerW: 20, capacityJPerK: 0.02, throttleC: 200, resumeC: 100 };
  const thermal = { ...parts, slowTo: 0.5, ambientC: [25] };

  it('follows the node in closed form, from one request to the next', () => {
    const temperatures: number[] = [];
    const watching: Policy = {
      decide({ temperatureC }) {
        temperatures.push(temperatureC!);
        return 0;
      },
      cost: { decideOperations: 0, reviewOperations: 0 },
    };
    run({ thermal }, watching);
    let at = 25;
    // The first request comes before the unit has rested.
    for (const [powerW, seconds] of [
      [3.1, 0.01],
      [1, 0.001],
      [0.1, 0.289],
      [2, 5e-5],
    ] as const)
      at = temperatureAfter(parts, at, 25, powerW, seconds);
    expect(temperatures[0]).toBe(25);
    expect(temperatures[1]).toBeCloseTo(at, 9);
  });

  it('is never more than the highest power would lead to, nor less than the air', () => {
    const { heat } = run({ thermal });
    expect(heat!.peakC).toBeLessThanOrEqual(settledC(parts, 25, 3.1));
    expect(heat!.peakC).toBeGreaterThan(25);
    expect(
      run({ thermal: { ...thermal, resistanceKPerW: 40, capacityJPerK: 0.01 } }).heat!.peakC,
    ).toBeGreaterThan(heat!.peakC);
  });

  it('slows passes down from the throttling temperature on, at the energy of resting longer', () => {
    const cool = run({ thermal });
    const hot = run({ thermal: { ...thermal, throttleC: 24.5, resumeC: 20 } });
    expect(hot.heat!.slowedNs).toBeGreaterThan(0);
    // All but the first pass take twice as long; the unit rests at 1 W instead of 0.1 W for 10 ms each.
    expect(hot.serviceNs).toBe(cool.serviceNs + 19e7);
    expect(hot.energyJ).toBeCloseTo(cool.energyJ + 19 * 0.009, 9);
    // What is added lowers no power: the passes themselves are at 3.1 W as before.
    expect(hot.peakPowerW).toBe(cool.peakPowerW);
    expect(cool.peakPowerW).toBeCloseTo(3.1, 12);
  });
});

describe('other work and a sensor', () => {
  it('stretch service by the share that is taken, wherever a burst holds', () => {
    const undisturbed = run({ background: { share: 0, meanBurstS: 1, take: 0.5 } });
    const full = run({ background: { share: 1, meanBurstS: 1, take: 0.5 } });
    expect(undisturbed.serviceNs).toBe(20e7);
    expect(full.serviceNs).toBe(40e7);
  });

  it('are waited for and paid by every request', () => {
    const plain = run({});
    const { energyJ, ledger, latencies, peakPowerW } = run({ sensor: { sampleJ: 0.002, sampleNs: 5e6 } });
    expect(plain.peakPowerW).toBeCloseTo(3.1, 12);
    // Its samples may overlap: no peak is stated rather than one that is too small.
    expect(peakPowerW).toBeNull();
    expect(ledger[0]!.joules[causeIndex('sensor')]).toBeCloseTo(0.04, 12);
    expect(energyJ - plain.energyJ).toBeCloseTo(0.04, 2);
    expect(latencies.quantile(0.5)! - plain.latencies.quantile(0.5)!).toBeCloseTo(5e6, -5);
  });
});
