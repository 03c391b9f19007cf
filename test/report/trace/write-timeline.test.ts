import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { charactersPerRecord, writeTimeline } from '../../../sim/report/trace/write-timeline.ts';
import type { RequestRun } from '../../../sim/scenario/simulate/request-run.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { Timeline, type TimelineWindow } from '../../../sim/scenario/simulate/timeline.ts';
import { checkChromeTrace, integrate } from '../../helpers/check-chrome-trace.ts';
import { randomRun } from '../../scenario/simulate/random-system.ts';

const whole: TimelineWindow = {
  fromNs: 0,
  toNs: Number.MAX_SAFE_INTEGER,
  mostRecords: Number.POSITIVE_INFINITY,
};
const title = 'a "random" cell';

function traced(seed: number, window = whole) {
  const { system, trace, policy } = randomRun(seed);
  const timeline = new Timeline(system, trace, window);
  const run = simulateRequests(system, trace, policy, { observer: timeline });
  timeline.close(run.endNs);
  let text = '';
  const optionIds = system.options.map((_, i) => `L${i}`);
  const subject = { title, about: { seed }, system, trace, optionIds };
  const written = writeTimeline(timeline, subject, (piece) => {
    text += piece;
  });
  return { system, trace, run, timeline, written, text, found: checkChromeTrace(text) };
}

const seeds = fc.integer({ min: 0, max: 2 ** 31 });
const near = (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(Math.abs(a), Math.abs(b));
const ofUnit = (run: RequestRun, unit: number) => run.ledger[unit]!.joules.reduce((sum, j) => sum + j, 0);

describe('the trace of a timeline', () => {
  it('keeps the format, and its power counters integrate to the ledger', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const { system, run, timeline, written, found } = traced(seed);
        expect(found.faults).toEqual([]);
        const energyJ = (name: string) =>
          integrate(found.counters.get(`${title}/${name} W`)!, run.endNs + 1e6);
        system.units.forEach(({ name }, u) => {
          const got = energyJ(`power of ${name}`);
          if (!near(got, ofUnit(run, u)))
            expect.fail(`${name}: ${got} J, the ledger has ${ofUnit(run, u)} J`);
          expect(found.slices.get(`${title}/${name}`)).toHaveLength(timeline.intervals[u]!.length);
        });
        const got = energyJ('power, all units');
        if (!near(got, run.energyJ)) expect.fail(`${got} J, the ledger has ${run.energyJ} J`);
        expect(near(written.energyJ, run.energyJ)).toBe(true);
      }),
      { seed: 42, numRuns: 120 },
    );
  });

  it('shows every request: its arrival, how it ended, and the deadline it missed', () => {
    let [moves, drops, misses] = [0, 0, 0];
    fc.assert(
      fc.property(seeds, (seed) => {
        const { trace, run, found, written } = traced(seed);
        const instants = found.instants.get(`${title}/requests`) ?? [];
        const named = (name: string) => instants.filter((instant) => instant.name === name);
        expect(named('arrival').map((a) => a.fromNs)).toEqual([...trace.timeNs]);
        expect(named('dropped')).toHaveLength(run.dropped);
        expect(named('deadline missed')).toHaveLength(run.missed);
        expect(found.spans.get('late') ?? []).toHaveLength(run.missed);
        expect(found.spans.get('in time') ?? []).toHaveLength(run.done);
        expect(written.requests).toBe(run.requests);
        moves += found.flows;
        drops += run.dropped;
        misses += run.missed;
      }),
      { seed: 42, numRuns: 100 },
    );
    expect(Math.min(moves, drops, misses)).toBeGreaterThan(20);
  });

  it('shows in a window the energy of that window, and keeps to the room it is given', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(seeds, share, share, fc.integer({ min: 20, max: 300 }), (seed, a, b, mostRecords) => {
        const all = traced(seed);
        const fromNs = Math.floor(Math.min(a, b) * all.run.endNs);
        const toNs = Math.ceil(Math.max(a, b) * all.run.endNs) + 1;
        const part = traced(seed, { fromNs, toNs, mostRecords });
        expect(part.found.faults).toEqual([]);
        const power = `${title}/power, all units W`;
        const cut = all.found.counters.get(power)!.map(({ timeNs, value }) => ({
          timeNs: Math.min(part.timeline.toNs, Math.max(fromNs, timeNs)),
          value,
        }));
        const expected = integrate(cut, part.timeline.toNs);
        expect(near(integrate(part.found.counters.get(power)!, part.timeline.toNs), expected)).toBe(true);
        expect(near(part.written.energyJ, expected)).toBe(true);
        for (const slice of [...part.found.slices.values()].flat()) {
          if (slice.fromNs < fromNs || slice.toNs > part.timeline.toNs)
            expect.fail(`${slice.name} lies outside`);
        }
        expect(part.text.length).toBeLessThan(charactersPerRecord * (mostRecords + 40));
      }),
      { seed: 42, numRuns: 100 },
    );
  });
});
