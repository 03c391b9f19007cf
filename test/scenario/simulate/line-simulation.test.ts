import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Observation } from '../../../sim/policies/policy.ts';
import { Continuations } from '../../../sim/scenario/simulate/continuations.ts';
import { LineSimulation } from '../../../sim/scenario/simulate/line-simulation.ts';
import { RequestSimulation } from '../../../sim/scenario/simulate/request-simulation.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { randomRun } from './random-system.ts';

const { suits } = LineSimulation;
/** Drawn anew for every run, because policies draw as they go. */
const drawn = (seed: number) => {
  const { system, trace, policy } = randomRun(seed);
  const { decide } = policy;
  // Half of them look at the battery.
  const looking = { ...policy, decide: (seen: Observation) => (seen.batteryShare < 0.5 ? 0 : decide(seen)) };
  const { options } = system;
  const isLine = options.every(({ segments }) => segments.length === 1);
  const pairs = options.slice(1).map((_, from) => ({ from, to: from + 1 }));
  const goingOn = isLine && policy.review && seed % 4 < 2 && pairs.length > 0;
  return [
    goingOn ? { ...system, continuations: new Continuations(options, pairs) } : system,
    trace,
    seed % 2 === 0 ? looking : policy,
  ] as const;
};

describe('line simulation', () => {
  it('gives the run of the simulation by events, bit for bit', () => {
    const seen = { runs: 0, dropped: 0, missed: 0, refined: 0, empty: 0, ties: 0, wentOn: 0, fixed: 0 };
    fc.assert(
      fc.property(fc.nat(), (seed) => {
        if (!suits(...drawn(seed))) return;
        const run = new LineSimulation(...drawn(seed)).complete();
        const reference = new RequestSimulation(...drawn(seed)).complete();
        expect(isDeepStrictEqual(run, reference), `seed ${seed}`).toBe(true);
        seen.runs++;
        seen.dropped += run.dropped;
        seen.missed += run.missed;
        if (drawn(seed)[0].continuations && run.serviceNs > 0) seen.wentOn++;
        if (drawn(seed)[2].always !== undefined) seen.fixed++;
        seen.refined += run.passes.reduce((sum, passes) => sum + passes, 0) - run.done - run.missed;
        if (run.batteryEmptyAtNs !== null) seen.empty++;
        if (new Set(drawn(seed)[1].timeNs).size < run.requests) seen.ties++;
      }),
      { seed: 71, numRuns: 2000 },
    );
    expect(Object.entries(seen).filter(([, count]) => count < 20)).toEqual([]);
  });

  it('spends as much on a battery as on mains, to the last bit: looking at the charge changes nothing', () => {
    const onBattery = (seed: number, batteryJ: number) => {
      const [system, trace, policy] = drawn(seed);
      const looking = {
        ...policy,
        decide: (seen: Observation) => policy.decide(seen) + 0 * seen.batteryShare,
      };
      return simulateRequests({ ...system, batteryJ }, trace, looking);
    };
    for (let seed = 1; seed < 600; seed += 2) {
      const mains = onBattery(seed, Number.POSITIVE_INFINITY);
      const { batteryEmptyAtNs, ...rest } = onBattery(seed, 1e-6);
      expect(isDeepStrictEqual({ ...rest, batteryEmptyAtNs: null }, mains), `seed ${seed}`).toBe(true);
    }
  });

  it('meets arrivals and ends of one time in the order in which they were scheduled', () => {
    const { system, trace, policy } = randomRun(3);
    const costs = { ...system.options[0]!, stride: 0 as const, serviceNs: Float64Array.of(10) };
    const segment = { ...costs.segments[0]!, unit: 0, stride: 0 as const, durationNs: Float64Array.of(10) };
    const state = { ...system.units[0]!.powerStates[0]!, wakeNs: 0 };
    const line = {
      ...system,
      units: [{ ...system.units[0]!, powerStates: [state] }],
      options: [{ ...costs, segments: [segment] }],
      queueLimit: 1,
    };
    const always = { ...policy, always: 0, cost: { decideOperations: 0, reviewOperations: 0 } };
    fc.assert(
      fc.property(fc.array(fc.constantFrom(0, 5, 10), { maxLength: 12 }), (gaps) => {
        let at = 0;
        const timeNs = Float64Array.from(gaps, (gap) => (at += gap));
        const requests = { ...trace, timeNs, sample: new Uint32Array(gaps.length), horizonNs: 200 };
        expect(suits(line, requests, always)).toBe(true);
        const run = new LineSimulation(line, requests, always).complete();
        const reference = new RequestSimulation(line, requests, always).complete();
        expect(isDeepStrictEqual(run, reference)).toBe(true);
      }),
      { seed: 72, numRuns: 300 },
    );
  });

  it('leaves to the simulation by events what has more than one line, or is refused by the engine', () => {
    const [system, trace, policy] = drawn(3);
    const one = { ...system, units: system.units.slice(0, 1), options: [] };
    expect(suits(one, trace, policy)).toBe(true);
    const backwards = { ...trace, timeNs: Float64Array.of(5, 4), sample: Uint32Array.of(0, 0) };
    expect(suits({ ...one, units: [one.units[0]!, one.units[0]!] }, trace, policy)).toBe(false);
    expect(suits({ ...one, environment: { startH: 0 } }, trace, policy)).toBe(false);
    expect(suits(one, { ...trace, samplesPerQuery: 1 }, policy)).toBe(false);
    expect(suits(one, trace, { ...policy, hold: () => 0 })).toBe(false);
    expect(suits(one, backwards, policy)).toBe(false);
    expect(() => simulateRequests(system, backwards, policy)).toThrow(/delay/);
  });
});
