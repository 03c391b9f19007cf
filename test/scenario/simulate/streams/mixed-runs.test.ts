import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RandomStream } from '../../../../sim/engine/random/random-stream.ts';
import type { Policy } from '../../../../sim/policies/policy.ts';
import type { SimulatedSystem } from '../../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../../sim/scenario/simulate/simulate-requests.ts';
import { drawStreams } from '../../../../sim/scenario/simulate/streams/draw-streams.ts';
import type { RequestTrace } from '../../../../sim/workload/arrivals/request-trace.ts';
import { randomRun } from '../random-system.ts';
import { optionOf, smallUnit } from '../small-system.ts';

interface MixedRun {
  readonly system: SimulatedSystem;
  readonly trace: RequestTrace;
  readonly policy: Policy;
}

/** A random run on one unit with two or three streams, some of them of high criticality, and slow-downs that overrun. */
function mixedRun(seed: number): MixedRun | null {
  const { system, trace, policy } = randomRun(seed);
  if (system.units.length > 1) return null;
  const dice = new RandomStream(seed, 'mixed', 'system');
  const count = 2 + dice.integer(0, 2);
  const high = Array.from({ length: count }, (_, s) =>
    s === 0 ? true : s === 1 ? false : dice.integer(1, 2) === 0,
  );
  const shares = high.map(() => 1 / count);
  const horizonNs = trace.horizonNs;
  const windows = Array.from({ length: 4 }, (_, w) => {
    const fromNs = Math.floor((horizonNs * w) / 4);
    const untilNs = fromNs + 1 + Math.floor((dice.uniform(2 + w) * horizonNs) / 4);
    return { unit: system.units[0]!.name, fromNs, untilNs, factor: 1 + 3 * dice.uniform(20 + w) };
  });
  const outages = windows.slice(0, dice.integer(40, 3)).map(({ unit, fromNs, untilNs }) => ({
    ...{ unit, fromNs },
    untilNs: fromNs + Math.ceil((untilNs - fromNs) / 3),
  }));
  return {
    system: {
      ...system,
      faults: { slowDowns: windows, outages },
      streams: {
        deadlineNs: high.map((_, s) => Math.round(system.deadlineNs * (1 + 3 * dice.uniform(10 + s)))),
        high,
        low: dice.integer(30, 2) === 0 ? 'drop' : 'degrade',
        budgetNs: system.options.map(({ meanServiceNs }) => 1.5 * meanServiceNs),
        fastFirst: system.options.map((_, o) => o),
      },
    },
    trace: { ...trace, stream: drawStreams(trace.timeNs.length, shares, seed) },
    policy,
  };
}

function everyMixedRun(check: (run: MixedRun, seed: number) => void): void {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
      const run = mixedRun(seed);
      if (run) check(run, seed);
    }),
    { numRuns: 200 },
  );
}
const again = (seed: number) => mixedRun(seed)!.policy;

describe('streams of two criticalities', () => {
  it('never begin one of low criticality while one of high waits', () => {
    let overtaken = 0;
    everyMixedRun(({ system, trace }, seed) => {
      const critical = (request: number) => system.streams!.high[trace.stream![request]!]!;
      const begun = new Float64Array(trace.timeNs.length).fill(Number.POSITIVE_INFINITY);
      const ended = new Float64Array(trace.timeNs.length).fill(Number.POSITIVE_INFINITY);
      simulateRequests(system, trace, again(seed), {
        observer: {
          // Whoever holds the unit wakes it, lets the policy decide, or runs.
          busy: (activity, _unit, request, _option, _segment, fromNs) => {
            if (activity !== 'off' && request >= 0) begun[request] = Math.min(begun[request]!, fromNs);
          },
          waiting: () => {},
          battery: () => {},
          ended: (request, _served, timeNs) => {
            ended[request] = timeNs;
          },
        },
      });
      begun.forEach((fromNs, low) => {
        if (critical(low) || fromNs === Number.POSITIVE_INFINITY) return;
        trace.timeNs.forEach((cameNs, high) => {
          if (!critical(high) || cameNs >= fromNs) return;
          expect(Math.min(begun[high]!, ended[high]!), `${seed}: ${low} before ${high}`).toBeLessThanOrEqual(
            fromNs,
          );
          if (high > low) overtaken++;
        });
      });
    });
    expect(overtaken).toBeGreaterThan(100);
  });

  it('end every request once, in its stream, and are the same again', () => {
    let [overruns, dropped] = [0, 0];
    everyMixedRun(({ system, trace }, seed) => {
      const run = simulateRequests(system, trace, again(seed));
      const streams = run.streams!;
      streams.forEach((tally, s) => {
        expect(tally.done + tally.missed + tally.dropped).toBe(tally.requests);
        expect(tally.requests).toBe(trace.stream!.filter((of) => of === s).length);
      });
      for (const part of ['done', 'missed', 'dropped', 'correct'] as const)
        expect(streams.reduce((sum, tally) => sum + tally[part], 0)).toBe(run[part]);
      const parts = run.ledger[0]!.joules.reduce((sum, joules) => sum + joules, 0);
      expect(parts).toBeCloseTo(run.energyJ, 9);
      const repeated = simulateRequests(system, trace, again(seed));
      expect([repeated.eventHash, repeated.energyJ, repeated.overruns]).toEqual([
        run.eventHash,
        run.energyJ,
        run.overruns,
      ]);
      overruns += run.overruns!;
      dropped += run.dropped;
      // Without a queue limit only low criticality is given up.
      if (system.queueLimit === Number.POSITIVE_INFINITY)
        streams.forEach(({ dropped: lost }, s) => {
          if (system.streams!.high[s]) expect(lost).toBe(0);
        });
    });
    expect(overruns).toBeGreaterThan(50);
    expect(dropped).toBeGreaterThan(50);
  });

  it('of one kind, with the deadline of the cell, are the run without streams, to the last bit', () => {
    everyMixedRun(({ system, trace }, seed) => {
      const { streams, ...alike } = system;
      const { stream, ...plain } = trace;
      for (const critical of [true, false]) {
        const same = {
          ...streams!,
          high: streams!.high.map(() => critical),
          deadlineNs: streams!.deadlineNs.map(() => system.deadlineNs),
        };
        const run = simulateRequests({ ...system, streams: same }, trace, again(seed));
        const without = simulateRequests(alike, plain, again(seed));
        expect(run.eventHash).toBe(without.eventHash);
        expect([run.energyJ, run.done, run.missed, run.dropped]).toEqual([
          without.energyJ,
          without.done,
          without.missed,
          without.dropped,
        ]);
        expect(run.overruns).toBeUndefined();
      }
    });
  });
});

/** A unit of which requests take 10 ms, or 30 ms while it is slowed down: from 100 to 200 ms. */
const system: SimulatedSystem = {
  units: [smallUnit('unit')],
  options: [
    optionOf({ serviceNs: [1e7], marginalJ: [0.03], correct: [1] }),
    optionOf({ serviceNs: [4e6], marginalJ: [0.01], correct: [0] }),
  ],
  deadlineNs: 1e9,
  queueLimit: Number.POSITIVE_INFINITY,
  batteryJ: Number.POSITIVE_INFINITY,
  gridIntensityGPerKwh: 0,
  faults: { slowDowns: [{ unit: 'unit', fromNs: 1e8, untilNs: 2e8, factor: 3 }] },
  streams: {
    deadlineNs: [1e9, 1e9],
    high: [true, false],
    low: 'drop',
    budgetNs: [1.5e7, 6e6],
    fastFirst: [1, 0],
  },
};
const dense: Policy = { decide: () => 0, cost: { decideOperations: 0, reviewOperations: 0 } };
const ms = (...times: number[]) => Float64Array.from(times, (time) => time * 1e6);
/** One of high criticality at 100 ms, which overruns at 115 ms and ends at 130; others of low before and after. */
const trace: RequestTrace = {
  seed: 1,
  horizonNs: 3e8,
  timeNs: ms(10, 100, 105, 120, 180),
  sample: new Uint32Array(5),
  stream: Uint8Array.of(1, 0, 1, 1, 1),
};

describe('an overrun', () => {
  const endsOf = (of: SimulatedSystem, policy: Policy) => {
    const ends: [number, boolean, number, number][] = [];
    const run = simulateRequests(of, trace, policy, {
      observer: {
        busy: () => {},
        waiting: () => {},
        battery: () => {},
        ended: (request, served, timeNs, option) => ends.push([request, served, timeNs / 1e6, option]),
      },
    });
    return { run, ends };
  };

  it('gives up who waits at that instant and who comes until the unit is idle, no others', () => {
    const { run, ends } = endsOf(system, dense);
    expect(run.overruns).toBe(1);
    expect(ends.map(([request, served]) => [request, served])).toEqual([
      [0, true],
      [2, false],
      [3, false],
      [1, true],
      [4, true],
    ]);
    // It wakes the unit for 50 us first.
    expect(ends[1]![2]).toBe(115.05);
    expect(ends[2]![2]).toBe(120);
  });

  it('degrades them instead to the fastest option that the policy has', () => {
    const degrading = { ...system, streams: { ...system.streams!, low: 'degrade' as const } };
    const { run, ends } = endsOf(degrading, dense);
    expect(run.dropped).toBe(0);
    expect(ends.map(([request, , , option]) => [request, option])).toEqual([
      [0, 0],
      [1, 0],
      [2, 1],
      [3, 1],
      [4, 0],
    ]);
  });

  it('drops them where a policy keeps to one option', () => {
    const degrading = { ...system, streams: { ...system.streams!, low: 'degrade' as const } };
    expect(endsOf(degrading, { ...dense, always: 0 }).run.dropped).toBe(2);
  });

  it('is none of low criticality, and none within the budget', () => {
    const swapped = { ...trace, stream: Uint8Array.of(0, 1, 0, 0, 0) };
    expect(simulateRequests({ ...system, faults: undefined }, trace, dense).overruns).toBe(0);
    const { dropped } = simulateRequests(system, { ...swapped, timeNs: ms(10, 100, 250, 260, 270) }, dense);
    expect(dropped).toBe(0);
  });

  it('shows a policy stream, criticality and the deadline of the stream', () => {
    const seen: unknown[] = [];
    const streams = { ...system.streams!, deadlineNs: [2e7, 5e7] };
    const watching: Policy = {
      ...dense,
      decide: ({ request, stream, criticality, deadlineLeftNs }) => {
        seen.push([request, stream, criticality, deadlineLeftNs / 1e6]);
        return 0;
      },
    };
    simulateRequests({ ...system, streams, faults: undefined }, trace, watching);
    expect(seen.slice(0, 2)).toEqual([
      [0, 1, 'low', 49.95],
      [1, 0, 'high', 19.95],
    ]);
  });
});
