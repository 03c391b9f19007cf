import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { SimulatedSystem } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import type { Interval } from '../../../sim/scenario/simulate/unit-intervals.ts';
import { randomRun } from './random-system.ts';
import { smallUnit } from './small-system.ts';

const whole = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER, mostRecords: Number.POSITIVE_INFINITY };

/** A run of a random system under a random policy, watched through a window. */
function watched(seed: number, window = whole) {
  const { system, trace, policy } = randomRun(seed);
  const timeline = new Timeline(system, trace, window);
  const run = simulateRequests(system, trace, policy, { observer: timeline });
  timeline.close(run.endNs);
  return { system, trace, run, timeline };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const sumJ = (list: readonly Interval[]) => list.reduce((sum, { joules }) => sum + joules, 0);
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

describe('timeline', () => {
  it('leaves the run as it is', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { run } = watched(seed);
        const again = randomRun(seed);
        const alone = simulateRequests(again.system, again.trace, again.policy);
        const { latencies: _, passes, ...results } = run;
        const { latencies: __, passes: alonePasses, ...aloneResults } = alone;
        expect(results).toEqual(aloneResults);
        expect([...passes]).toEqual([...alonePasses]);
      }),
      { seed: 42, numRuns: 50 },
    );
  });

  it('divides the time of every unit without gap or overlap, and holds the joules of its ledger', () => {
    let carried = 0;
    fc.assert(
      fc.property(seeds, (seed) => {
        const { system, run, timeline } = watched(seed);
        system.units.forEach((_unit, u) => {
          let untilNs = 0;
          for (const { fromNs, toNs } of timeline.intervals[u]!) {
            if (fromNs !== untilNs || !(toNs > fromNs))
              expect.fail(`unit ${u}: ${fromNs} to ${toNs} after ${untilNs}`);
            untilNs = toNs;
          }
          expect(untilNs).toBe(run.endNs);
          const ledgerJ = run.ledger[u]!.joules.reduce((sum, j) => sum + j, 0);
          if (!close(sumJ(timeline.intervals[u]!), ledgerJ))
            expect.fail(`unit ${u}: ${sumJ(timeline.intervals[u]!)} J, the ledger has ${ledgerJ} J`);
          if (system.units[u]!.powerStates.some((s) => s.wakeNs === 0 && s.wakeEnergyJ > 0)) carried++;
        });
        expect(timeline.toNs).toBe(run.endNs);
      }),
      { seed: 42, numRuns: 500 },
    );
    expect(carried).toBeGreaterThan(50);
  });

  it('tells of every request once, and of the charge where there is a battery', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { system, trace, run, timeline } = watched(seed);
        const { requests } = timeline;
        expect(new Set(requests.map((r) => r.request)).size).toBe(run.requests);
        expect(requests.filter((r) => !r.served)).toHaveLength(run.dropped);
        const late = requests.filter(
          (r) => r.served && r.timeNs - trace.timeNs[r.request]! > system.deadlineNs,
        );
        expect(late).toHaveLength(run.missed);
        const onBattery = system.batteryJ < Number.POSITIVE_INFINITY;
        const { charge } = timeline;
        expect(charge.length > 0).toBe(onBattery && run.requests - run.dropped > 0);
        for (let i = 1; i < charge.length; i++) {
          expect(charge[i]!.timeNs).toBeGreaterThan(charge[i - 1]!.timeNs);
          expect(charge[i]!.value).toBeLessThanOrEqual(charge[i - 1]!.value);
        }
        for (const queue of timeline.queues) {
          expect(queue[0]).toEqual({ timeNs: 0, value: queue[0]!.value });
          for (const { value } of queue) expect(value).toBeLessThanOrEqual(Math.max(1, run.requests));
        }
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('shows in a window what the whole shows there, and ends a full one early', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(seeds, share, share, fc.integer({ min: 0, max: 300 }), (seed, a, b, mostRecords) => {
        const { timeline: all, trace } = watched(seed);
        const fromNs = Math.floor(Math.min(a, b) * all.toNs);
        const toNs = Math.ceil(Math.max(a, b) * all.toNs) + 1;
        const part = watched(seed, { fromNs, toNs, mostRecords }).timeline;
        expect(part.toNs).toBeLessThanOrEqual(Math.min(toNs, all.toNs));
        const inside = (list: readonly Interval[]) =>
          list.filter((i) => i.toNs > fromNs && i.fromNs < part.toNs);
        const shape = (list: readonly Interval[]) => inside(list).map(({ joules: _, ...rest }) => rest);
        all.intervals.forEach((list, u) => {
          expect(shape(part.intervals[u]!)).toEqual(shape(list));
        });
        const lived = all.requests.filter(
          ({ request, timeNs }) => timeNs >= fromNs && trace.timeNs[request]! < part.toNs,
        );
        expect(part.requests).toEqual(lived);
        const count = part.intervals.flat().filter((i) => i.activity !== 'rest').length;
        // What is told before the window is full may reach past it; nothing after.
        expect(count).toBeLessThanOrEqual(mostRecords + 4 * part.intervals.length);
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('gives the energy of what takes no time to the busy interval before it, else to the next, else to the last', () => {
    const system = { units: [smallUnit('mcu')] } as unknown as SimulatedSystem;
    const trace = { seed: 1, horizonNs: 400, timeNs: Float64Array.of(100), sample: Uint32Array.of(0) };
    const timeline = new Timeline(system, trace, whole);
    timeline.busy('wake', 0, 0, -1, -1, 100, 0, 3);
    timeline.busy('run', 0, 0, 0, 0, 100, 50, 1);
    timeline.busy('review', 0, 0, 0, 0, 150, 0, 5);
    timeline.busy('wake', 0, 0, -1, -1, 400, 0, 7);
    timeline.close(400);
    const found = timeline.intervals[0]!.map(({ activity, fromNs, toNs, joules }) => [
      activity,
      fromNs,
      toNs,
      joules,
    ]);
    // The unit idles at 1 W.
    expect(found).toEqual([
      ['rest', 0, 100, 1 * 100 * 1e-9],
      ['run', 100, 150, 9],
      ['rest', 150, 400, 1 * 250 * 1e-9 + 7],
    ]);
  });

  it('does not end a full window where a unit began to be off, which is told late', () => {
    const { system, trace } = randomRun(1);
    const timeline = new Timeline(system, trace, { ...whole, mostRecords: 1 });
    timeline.busy('run', 0, 0, 0, 0, 0, 10, 0);
    timeline.busy('off', 0, -1, -1, -1, 10, 5, 0);
    expect(timeline.toNs).toBe(whole.toNs);
    timeline.busy('run', 0, 1, 0, 0, 15, 10, 0);
    expect(timeline.toNs).toBe(15);
  });
});
