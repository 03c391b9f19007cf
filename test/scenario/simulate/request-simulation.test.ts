import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { causeIndex } from '../../../sim/energy/ledger.ts';
import type { Policy } from '../../../sim/policies/policy.ts';
import { lowestRestW } from '../../../sim/scenario/simulate/option-costs.ts';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { LowerBound } from '../../../sim/score/lower-bound.ts';
import type { RequestTrace } from '../../../sim/workload/arrivals/request-trace.ts';
import { costsOf, smallUnit } from './small-system.ts';

const samples = 3;
const perSample = (min: number, max: number) =>
  fc.array(fc.integer({ min, max }), { minLength: samples, maxLength: samples });
const segment = (units: number) =>
  fc.record({ unit: fc.nat(units - 1), durationNs: perSample(1000, 400_000), aboveUJ: perSample(0, 500) });
const option = (units: number) =>
  fc.record({
    segments: fc.array(segment(units), { minLength: 1, maxLength: 3 }),
    correct: perSample(0, 1),
    confidence: perSample(0, 65535),
  });
/** Gaps from a burst to a rest that is long enough to sleep. */
const gap = fc.oneof(fc.integer({ min: 0, max: 300_000 }), fc.integer({ min: 0, max: 5_000_000 }));
const world = (units: number) =>
  fc.record({
    units: fc.constant(units),
    options: fc.array(option(units), { minLength: 1, maxLength: 3 }),
    gaps: fc.array(gap, { minLength: 1, maxLength: 40 }),
    deadlineNs: fc.integer({ min: 1000, max: 3_000_000 }),
    queueLimit: fc.constantFrom(Number.POSITIVE_INFINITY, 0, 2),
    decideOperations: fc.constantFrom(0, 0, 50),
    reviewOperations: fc.constantFrom(0, 50),
    confidence: fc.integer({ min: 0, max: 65535 }),
  });
type World = ReturnType<typeof world> extends fc.Arbitrary<infer T> ? T : never;

function build(w: World): { system: SimulatedSystem; trace: RequestTrace } {
  const units = Array.from({ length: w.units }, (_, u) => smallUnit(`unit ${u}`));
  const options = w.options.map((o) => {
    // Consecutive segments on one unit are one segment.
    const segments = o.segments
      .filter((g, i) => i === 0 || g.unit !== o.segments[i - 1]!.unit)
      .map(({ unit, durationNs, aboveUJ }) => ({
        unit,
        durationNs,
        joules: durationNs.map((ns, s) => lowestRestW(units[unit]!) * ns * 1e-9 + aboveUJ[s]! * 1e-6),
        aboveUJ,
      }));
    const marginalJ = o.correct.map((_, s) => segments.reduce((sum, g) => sum + g.aboveUJ[s]! * 1e-6, 0));
    return costsOf(segments, o.correct, marginalJ, o.confidence);
  });
  let at = 0;
  const timeNs = Float64Array.from(w.gaps, (g) => {
    at += g;
    return at;
  });
  return {
    system: {
      units,
      options,
      deadlineNs: w.deadlineNs,
      queueLimit: w.queueLimit,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 300,
    },
    trace: { seed: 1, horizonNs: 1e7, timeNs, sample: Uint32Array.from(w.gaps, (_, i) => (i * 7) % samples) },
  };
}

/** Starts with one option, refines with the next when unsure. */
function policyOf(w: World): Policy {
  return {
    decide: ({ request, queueLength }) => (request + queueLength) % w.options.length,
    review: ({ option: o, pass, confidence }) =>
      pass === 0 && confidence * 65535 < w.confidence ? (o + 1) % w.options.length : -1,
    cost: { decideOperations: w.decideOperations, reviewOperations: w.reviewOperations },
  };
}

describe('simulation of requests', () => {
  it('ends every request once, keeps parts equal to the whole, and stays above the proven bound', () => {
    fc.assert(
      fc.property(fc.oneof(world(1), world(2), world(3)), (w) => {
        const { system, trace } = build(w);
        const run = simulateRequests(system, trace, policyOf(w));
        expect(run.done + run.missed + run.dropped).toBe(trace.timeNs.length);
        expect(run.correct).toBeLessThanOrEqual(run.done);
        expect(run.latencies.count).toBe(run.done + run.missed);
        const parts = run.ledger.flatMap((entry) => entry.joules).reduce((a, b) => a + b, 0);
        expect(Math.abs(parts - run.energyJ)).toBeLessThanOrEqual(1e-9 * run.energyJ);
        expect(run.endNs).toBeGreaterThanOrEqual(trace.horizonNs);

        const counts = new Uint32Array(samples);
        for (const s of trace.sample) counts[s]!++;
        const { options, deadlineNs } = system;
        const restJ = system.units.reduce((sum, u) => sum + lowestRestW(u) * trace.horizonNs * 1e-9, 0);
        const above = new LowerBound({ counts, options, deadlineNs, mayDrop: run.dropped > 0 }).at(
          run.correct,
          run.missed + run.dropped,
        );
        expect(above).not.toBeNull();
        expect(run.energyJ).toBeGreaterThanOrEqual((restJ + above!) * (1 - 1e-12));
      }),
      { seed: 42, numRuns: 600 },
    );
  });

  it('is a pure function of its arguments', () => {
    fc.assert(
      fc.property(world(2), (w) => {
        const { system, trace } = build(w);
        const first = simulateRequests(system, trace, policyOf(w));
        const second = simulateRequests(system, trace, policyOf(w));
        expect(second.eventHash).toBe(first.eventHash);
        expect(second.energyJ).toBe(first.energyJ);
        expect(second.ledger).toEqual(first.ledger);
      }),
      { seed: 42, numRuns: 60 },
    );
  });

  it('agrees with a queue computed request by request', () => {
    fc.assert(
      fc.property(world(1), (w) => {
        const { system, trace } = build({ ...w, queueLimit: Number.POSITIVE_INFINITY });
        const fixed: Policy = {
          decide: () => 0,
          always: 0,
          cost: { decideOperations: 0, reviewOperations: 0 },
        };
        const run = simulateRequests(system, trace, fixed);
        const costs = system.options[0]!;
        const idle = system.units[0]!.powerStates[0]!;
        const sleep = system.units[0]!.powerStates[1]!;
        let freeAt = 0;
        const joules = { idle: 0, sleep: 0, wake: 0, compute: 0 };
        const rest = (ns: number) => {
          joules.idle += idle.powerW * Math.min(ns, sleep.afterNs) * 1e-9;
          joules.sleep += sleep.powerW * Math.max(0, ns - sleep.afterNs) * 1e-9;
        };
        let missed = 0;
        trace.timeNs.forEach((arrival, i) => {
          const s = trace.sample[i]!;
          let start = Math.max(arrival, freeAt);
          // A unit freed in this very instant, before the arrival, has rested for no time.
          if (arrival > freeAt || i === 0) {
            rest(arrival - freeAt);
            if (arrival - freeAt >= sleep.afterNs) {
              start += sleep.wakeNs;
              joules.wake += sleep.wakeEnergyJ;
            }
          }
          joules.compute += costs.segments[0]!.joules[s]!;
          freeAt = start + costs.serviceNs[s]!;
          if (freeAt - arrival > system.deadlineNs) missed++;
        });
        const endNs = Math.max(freeAt, trace.horizonNs);
        rest(endNs - freeAt);
        expect(run.missed).toBe(missed);
        expect(run.endNs).toBe(endNs);
        for (const cause of ['idle', 'sleep', 'wake', 'compute'] as const) {
          expect(run.ledger[0]!.joules[causeIndex(cause)]).toBeCloseTo(joules[cause], 9);
        }
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('charges the policy on the unit that runs it, in time and energy', () => {
    const units = [smallUnit('mcu')];
    const costs = costsOf([{ unit: 0, durationNs: [1000], joules: [1e-6] }], [1], [1e-6]);
    const system = {
      units,
      options: [costs],
      deadlineNs: 1e6,
      queueLimit: Number.POSITIVE_INFINITY,
      batteryJ: Number.POSITIVE_INFINITY,
      gridIntensityGPerKwh: 0,
    };
    const trace = { seed: 1, horizonNs: 1e6, timeNs: Float64Array.of(10), sample: Uint32Array.of(0) };
    const run = simulateRequests(system, trace, {
      decide: () => 0,
      review: () => -1,
      cost: { decideOperations: 30, reviewOperations: 20 },
    });
    expect(run.ledger[0]!.joules[causeIndex('policy')]).toBeCloseTo(50 * 2e-8, 15);
    expect(run.latencies.quantile(0.5)! / 1500).toBeCloseTo(1, 2);
  });

  it('shows the policy a draining battery and notes when it is empty', () => {
    const costs = costsOf([{ unit: 0, durationNs: [1000], joules: [0.01] }], [1], [0.01]);
    const shares: number[] = [];
    const run = simulateRequests(
      {
        units: [smallUnit('mcu')],
        options: [costs],
        deadlineNs: 1e6,
        queueLimit: Number.POSITIVE_INFINITY,
        batteryJ: 0.035,
        gridIntensityGPerKwh: 0,
      },
      {
        seed: 1,
        horizonNs: 6e6,
        timeNs: Float64Array.of(1e6, 2e6, 3e6, 4e6, 5e6),
        sample: new Uint32Array(5),
      },
      {
        decide: ({ batteryShare }) => {
          shares.push(batteryShare);
          return 0;
        },
        cost: { decideOperations: 0, reviewOperations: 0 },
      },
    );
    expect(shares[0]).toBeCloseTo(1 - 0.001 / 0.035, 2);
    for (let i = 1; i < 5; i++) expect(shares[i]!).toBeLessThanOrEqual(shares[i - 1]!);
    expect(shares[4]).toBe(0);
    expect(run.batteryEmptyAtNs).toBe(5e6);
  });

  it('refuses options that do not exist and refinement without end', () => {
    const w = fc.sample(world(1), { seed: 1, numRuns: 1 })[0]!;
    const { system, trace } = build({ ...w, queueLimit: Number.POSITIVE_INFINITY });
    const cost = { decideOperations: 0, reviewOperations: 0 };
    expect(() => simulateRequests(system, trace, { decide: () => 99, cost })).toThrow(/answered option 99/);
    expect(() => simulateRequests(system, trace, { decide: () => 0.5, cost })).toThrow(/answered option 0.5/);
    expect(() => simulateRequests(system, trace, { decide: () => 0, uses: [1], cost })).toThrow(
      /uses only 1/,
    );
    expect(() => simulateRequests(system, trace, { decide: () => 0, review: () => 0, cost })).toThrow(
      /refined request 0/,
    );
  });

  it('handles a trace without requests', () => {
    const w = fc.sample(world(2), { seed: 1, numRuns: 1 })[0]!;
    const { system } = build(w);
    const trace = { seed: 1, horizonNs: 1e7, timeNs: new Float64Array(0), sample: new Uint32Array(0) };
    const run = simulateRequests(system, trace, policyOf(w));
    expect(run.requests).toBe(0);
    expect(run.energyJ).toBeCloseTo(run.idleFloorJ, 12);
    expect(run.latencies.quantile(0.5)).toBeNull();
  });
});
