import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { laneKindOf, laneKinds } from '../../../sim/scenario/record/lane.ts';
import { windowOf } from '../../../sim/scenario/record/window-of.ts';
import { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import { randomWatchable } from './recorded.ts';

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const share = fc.double({ min: 0, max: 1, noNaN: true });
const sum = (values: Iterable<number>) => [...values].reduce((a, b) => a + b, 0);
const close = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));

/** All intervals of a run, in the order of events. */
function allOf({ system, trace, run }: ReturnType<typeof randomWatchable>) {
  const whole = { fromNs: 0, toNs: Number.MAX_SAFE_INTEGER, mostRecords: Number.POSITIVE_INFINITY };
  const timeline = new Timeline(system, trace, whole);
  timeline.close(run({ observer: timeline }).endNs);
  const intervals = timeline.intervals.flatMap((list, unit) => list.map((i) => ({ ...i, unit })));
  return { timeline, intervals: intervals.sort((a, b) => a.fromNs - b.fromNs || a.unit - b.unit) };
}

describe('a window of a run', () => {
  it('holds the slice of the whole trace around the instant, or all of it where that is few', () => {
    let [thinned, whole] = [0, 0];
    fc.assert(
      fc.property(seeds, share, share, share, fc.integer({ min: 2, max: 60 }), (seed, a, b, at, most) => {
        const watchable = randomWatchable(seed, seed % 2 === 0);
        const { timeline, intervals } = allOf(watchable);
        const fromNs = Math.floor(Math.min(a, b) * timeline.toNs);
        const span = Math.max(1, Math.floor(Math.abs(a - b) * timeline.toNs));
        const aroundNs = fromNs + at * span;
        const window = windowOf(watchable, { fromNs, toNs: fromNs + span, bins: 20, aroundNs, most });
        const toNs = fromNs + 20 * window.binNs;
        const inside = intervals.filter((i) => i.toNs > fromNs && i.fromNs < toNs);
        expect(window.eventCount).toBe(inside.length);
        expect(window.events.length).toBe(Math.min(most, inside.length));
        const shape = (e: { unit: number; fromNs: number; toNs: number; joules: number }) =>
          `${e.unit} ${e.fromNs} ${e.toNs} ${e.joules}`;
        const first = inside.findIndex((i) => window.events[0] && shape(i) === shape(window.events[0]));
        expect(window.events.map(shape)).toEqual(
          inside.slice(first, first + window.events.length).map(shape),
        );
        expect(window.events.map(({ kind }) => kind)).toEqual(
          inside.slice(first, first + window.events.length).map((i) => laneKinds[laneKindOf(i)]),
        );
        // Wherever one looks between its ends, what each unit does then is known.
        const lookNs = Math.floor(
          window.eventsFromNs + at * 0.999 * (window.eventsToNs - window.eventsFromNs),
        );
        const last = (list: readonly { unit: number; fromNs: number }[], unit: number) =>
          list.findLast((event) => event.unit === unit && event.fromNs <= lookNs);
        timeline.intervals.forEach((_, unit) => {
          const expected = last(inside, unit);
          if (!expected || window.events.length === 0) return;
          const found = last(window.events, unit) ?? window.before[unit];
          expect(found?.fromNs).toBe(expected.fromNs);
        });
        if (inside.length > most) thinned++;
        else whole++;
      }),
      { seed: 42, numRuns: 60 },
    );
    expect(Math.min(thinned, whole)).toBeGreaterThan(8);
  });

  it('has lanes with the time and energy of the whole trace in it', () => {
    fc.assert(
      fc.property(seeds, share, share, fc.integer({ min: 1, max: 30 }), (seed, a, b, count) => {
        const watchable = randomWatchable(seed);
        const { timeline, intervals } = allOf(watchable);
        const fromNs = Math.floor(Math.min(a, b) * timeline.toNs);
        const span = Math.max(1, Math.floor(Math.abs(a - b) * timeline.toNs));
        const asked = { fromNs, toNs: fromNs + span, bins: count, aroundNs: fromNs, most: 4 };
        const { lanes, binNs } = windowOf(watchable, asked);
        const toNs = fromNs + count * binNs;
        lanes.forEach((lane, u) => {
          const overlaps = intervals
            .filter(({ unit }) => unit === u)
            .map((i) => ({ ...i, ns: Math.max(0, Math.min(toNs, i.toNs) - Math.max(fromNs, i.fromNs)) }));
          for (const kind of laneKinds) {
            const own = overlaps.filter((i) => laneKinds[laneKindOf(i)] === kind);
            expect(sum(lane.ns[kind])).toBe(sum(own.map(({ ns }) => ns)));
          }
          const spentJ = sum(overlaps.map((i) => (i.joules * i.ns) / (i.toNs - i.fromNs)));
          if (!close(sum(lane.energyJ), spentJ)) expect.fail(`${sum(lane.energyJ)} J, not ${spentJ} J`);
          const steps = [...timeline.queues[u]!, { timeNs: timeline.toNs, value: 0 }];
          const waitedNs = steps.slice(1).map(({ timeNs }, i) => {
            const { timeNs: since, value } = steps[i]!;
            return value * Math.max(0, Math.min(toNs, timeNs) - Math.max(fromNs, since));
          });
          if (!close(sum(lane.waitingNs), sum(waitedNs))) expect.fail('the queue differs');
        });
      }),
      { seed: 42, numRuns: 50 },
    );
  });

  it('tells what every joule of an event was spent on, and how its request ended', () => {
    let [beside, unknown] = [0, 0];
    fc.assert(
      fc.property(seeds, (seed) => {
        const watchable = randomWatchable(seed, seed % 2 === 0);
        const { result, system, trace } = watchable;
        const all = { fromNs: 0, toNs: result.endNs, bins: 1, aroundNs: 0, most: 1e5 };
        const { events } = windowOf(watchable, all);
        for (const { byCause, joules, kind, request, option } of events) {
          expect(option === null).toBe(kind !== 'run' && kind !== 'review');
          if (request) {
            const late = request.endNs - request.arrivalNs > system.deadlineNs;
            if (request.outcome !== 'dropped') expect(request.outcome).toBe(late ? 'late' : 'in time');
            expect(request.arrivalNs).toBe(trace.timeNs[request.number]);
          }
          if (byCause === null) unknown++;
          else if (!close(sum(byCause.map((part) => part.joules)), joules))
            expect.fail(`${kind}: ${joules} J`);
          if (byCause?.some(({ cause }) => cause === 'beside')) beside++;
        }
        if (system.environment) return;
        const spent = (cause: string) =>
          sum(events.flatMap((e) => (e.byCause ?? []).filter((p) => p.cause === cause).map((p) => p.joules)));
        const ledgerJ = (at: number) => sum(result.ledger.map(({ joules }) => joules[at]!));
        expect(close(spent('compute'), ledgerJ(0))).toBe(true);
      }),
      { seed: 42, numRuns: 60 },
    );
    expect(Math.min(beside, unknown)).toBeGreaterThan(5);
  });
});
