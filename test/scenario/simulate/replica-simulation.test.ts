import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Policy } from '../../../sim/policies/policy.ts';
import { ReplicaSimulation } from '../../../sim/scenario/simulate/replica-simulation.ts';
import type { Replicas } from '../../../sim/scenario/simulate/replicas.ts';
import { replicasWanted, type Wish } from '../../../sim/scenario/simulate/replicas-wanted.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import { simulateCell } from '../../../sim/scenario/simulate/simulate-cell.ts';
import { CellBounds } from '../../../sim/score/cell-bounds.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { optionOf, smallUnit } from './small-system.ts';
import { networks, smallCell, smallTarget } from './small-target.ts';

const rule: Replicas = {
  least: 1,
  most: 6,
  utilisation: 0.5,
  bootNs: 2e6,
  bootJ: 3e-3,
  syncNs: 1e7,
  stabiliseNs: 5e7,
};
const always = (option: number): Policy => ({
  decide: () => option,
  cost: { decideOperations: 0, reviewOperations: 0 },
});

/** Service of 1 ms or 0.3 ms, spent at 2 W. */
function instance(
  replicas: Replicas,
  gaps: readonly number[],
): { system: SimulatedSystem; trace: RequestTrace } {
  let now = 0;
  const timeNs = Float64Array.from(gaps, (gap) => (now += gap));
  const option = (ns: number) => optionOf({ serviceNs: [ns], marginalJ: [2e-9 * ns], correct: [1] });
  return {
    system: {
      units: Array.from({ length: replicas.most }, (_, i) => smallUnit(`unit ${i + 1}`)),
      options: [option(1e6), option(3e5)],
      replicas,
      deadlineNs: 3e6,
      queueLimit: Number.POSITIVE_INFINITY,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 0,
    },
    trace: { seed: 1, horizonNs: now + 1e6, timeNs, sample: new Uint32Array(gaps.length) },
  };
}

// Odd, so that no request comes in the very nanosecond in which another ends: which of the two is first is another matter.
const gapsOf = fc.array(fc.constantFrom(0, 12_345, 234_567, 1_000_003, 8_000_007, 30_000_011), {
  minLength: 1,
  maxLength: 200,
});

describe('the rule', () => {
  it('keeps within least and most, waits before it goes down, and aims at the utilisation', () => {
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 60 }),
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 4, max: 9 }),
        (shares, least, most) => {
          const wishes: Wish[] = [];
          const limits = { ...rule, least, most };
          const seen: number[] = [];
          let current = least;
          shares.forEach((share, i) => {
            const wanted = replicasWanted(limits, current, share, i * rule.syncNs, wishes);
            expect(wanted).toBeGreaterThanOrEqual(least);
            expect(wanted).toBeLessThanOrEqual(most);
            const plain =
              Math.abs(share / 0.5 - 1) <= 0.1 ? current : Math.ceil((current * share) / 0.5 - 1e-9);
            seen.push(Math.min(most, Math.max(least, plain)));
            // Down only to the highest wish of the last five calls and this one.
            if (wanted < current) expect(wanted).toBe(Math.max(...seen.slice(-6)));
            if (wanted > current)
              expect(wanted).toBe(Math.min(seen.at(-1)!, Math.max(2 * current, current + 4)));
            current = wanted;
          });
        },
      ),
      { seed: 6, numRuns: 300 },
    );
  });
});

describe('replicas', () => {
  it('one, fixed, is the run of one unit', () => {
    fc.assert(
      fc.property(gapsOf, fc.nat(3), (gaps, queueLimit) => {
        const one = { ...rule, most: 1 };
        const { system: own, trace } = instance(one, gaps);
        const system = { ...own, queueLimit };
        const policy = (): Policy => ({
          decide: ({ queueLength }) => (queueLength > 1 ? 1 : 0),
          review: ({ request, pass }) => (pass === 0 && request % 4 === 0 ? 1 : -1),
          cost: { decideOperations: 30, reviewOperations: 11 },
        });
        const { replicas: summary, ...run } = new ReplicaSimulation(system, trace, policy()).complete();
        const { replicas: _, ...plain } = system;
        expect(run).toEqual(new RequestSimulation(plain, trace, policy()).complete());
        expect(summary).toEqual({ mean: 1, most: 1, boots: 0 });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('several, fixed, serve as so many servers with one queue do', () => {
    fc.assert(
      fc.property(gapsOf, fc.integer({ min: 2, max: 5 }), (gaps, servers) => {
        const { system, trace } = instance({ ...rule, least: servers, most: servers }, gaps);
        const free = new Float64Array(servers);
        const rested = new Uint8Array(servers).fill(1);
        const expected: number[] = [];
        const ends: number[] = [];
        for (const timeNs of trace.timeNs) {
          // The lowest number of those that are free, else the one that is free first.
          let unit = free.findIndex((until) => until <= timeNs);
          if (unit < 0) unit = free.indexOf(Math.min(...free));
          const rests = free[unit]! < timeNs || rested[unit] === 1;
          const wakeNs = rests && timeNs - free[unit]! >= 1e6 ? 5e4 : 0;
          rested[unit] = 0;
          free[unit] = Math.max(free[unit]!, timeNs) + wakeNs + 1e6;
          expected.push(free[unit]!);
        }
        const observer = {
          busy: () => {},
          waiting: () => {},
          battery: () => {},
          ended: (request: number, _served: boolean, timeNs: number) => {
            ends[request] = timeNs;
          },
        };
        new ReplicaSimulation(system, trace, always(0), { observer }).complete();
        expect([...ends].sort((a, b) => a - b)).toEqual(expected.sort((a, b) => a - b));
      }),
      { seed: 8, numRuns: 100 },
    );
  });

  it('follow a load up and down, pay for every start and for every idle replica, and never leave their limits', () => {
    fc.assert(
      fc.property(gapsOf, (gaps) => {
        const { system, trace } = instance(rule, gaps);
        const run = new ReplicaSimulation(system, trace, always(0)).complete();
        const { mean, most, boots } = run.replicas!;
        expect(run.done + run.missed).toBe(run.requests);
        expect(mean).toBeGreaterThanOrEqual(1);
        expect(mean).toBeLessThanOrEqual(most);
        expect(most).toBeLessThanOrEqual(rule.most);
        // Passes, starts, and at least sleep for as long as replicas are on.
        const floorJ =
          run.requests * 2e-3 + boots * rule.bootJ + 0.1 * ((mean * run.endNs - run.serviceNs) * 1e-9);
        expect(run.energyJ).toBeGreaterThan(floorJ - boots * 0.1 * rule.bootNs * 1e-9 - 1e-9);
        expect(new ReplicaSimulation(system, trace, always(0)).complete()).toEqual(run);
      }),
      { seed: 9, numRuns: 100 },
    );
    // 2,000 requests a second for 0.2 s are four replicas' work at half of their time; then nothing for a while.
    const gaps = [...new Array<number>(400).fill(5e5), 4e8];
    const { system, trace } = instance(rule, gaps);
    const run = new ReplicaSimulation(system, trace, always(0)).complete();
    expect(run.replicas!.most).toBeGreaterThanOrEqual(4);
    expect(run.replicas!.mean).toBeLessThan(3.5);
    const one = new ReplicaSimulation(
      instance({ ...rule, most: 1 }, gaps).system,
      trace,
      always(0),
    ).complete();
    expect(one.missed).toBeGreaterThan(350);
    expect(run.missed).toBeLessThan(one.missed / 2);
  });

  it('never spend less than the bound', () => {
    const target = smallTarget();
    const seconds = { bootS: 0.05, bootJ: 0.05, syncS: 1, stabiliseS: 2 };
    const replicas = { least: 1, most: 4, utilisation: 0.5, ...seconds };
    const input = { ...smallCell, denseLoad: 2, horizonS: 6, policies: ['dense', 'static', 'random'] };
    const run = simulateCell({ ...input, replicas }, target, target, networks);
    const bounds = new CellBounds(run);
    for (const policy of run.policies)
      policy.runs.forEach((one, seed) => {
        expect(one.energyJ).toBeGreaterThanOrEqual(bounds.ofRunJ(seed, policy, one));
      });
  });
});
