import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RequestObserver } from '../../../sim/scenario/simulate/request-observer.ts';
import { simulateRequests } from '../../../sim/scenario/simulate/simulate-requests.ts';
import { RestStates } from '../../../sim/targets/rest-states.ts';
import { randomRun } from './random-system.ts';

interface Span {
  readonly fromNs: number;
  readonly toNs: number;
  readonly watts: number;
}

/** Everything that takes time in a run, by unit: what its observer is told, and the rests between. */
function spansOf(seed: number) {
  const { system, trace, policy } = randomRun(seed);
  const spans: Span[][] = system.units.map(() => []);
  const busyUntil = system.units.map(() => 0);
  const rests = system.units.map(({ name, powerStates }) => new RestStates(name, powerStates));
  const restUntil = (unit: number, toNs: number) => {
    const since = busyUntil[unit]!;
    const states = rests[unit]!;
    for (let state = 0; state < states.count; state++) {
      const span = {
        fromNs: since + states.startNs(state),
        toNs: Math.min(toNs, since + states.startNs(state + 1)),
      };
      if (span.toNs > span.fromNs) spans[unit]!.push({ ...span, watts: states.at(state).powerW });
    }
  };
  const observer: RequestObserver = {
    busy(_activity, unit, _request, _option, _segment, fromNs, durationNs, joules) {
      restUntil(unit, fromNs);
      const toNs = fromNs + durationNs;
      if (durationNs > 0) spans[unit]!.push({ fromNs, toNs, watts: joules / (durationNs * 1e-9) });
      busyUntil[unit] = toNs;
    },
    waiting() {},
    ended() {},
    battery() {},
  };
  const run = simulateRequests(system, trace, policy, { observer });
  system.units.forEach((_, unit) => {
    restUntil(unit, run.endNs);
  });
  return { run, spans };
}

describe('PowerPeak', () => {
  it('is the highest sum of the powers of all units at the start of any span', () => {
    let joint = 0;
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 2 ** 31 }), (seed) => {
        const { run, spans } = spansOf(seed);
        const at = (timeNs: number) =>
          spans.reduce(
            (sum, list) =>
              sum + (list.find(({ fromNs, toNs }) => fromNs <= timeNs && timeNs < toNs)?.watts ?? 0),
            0,
          );
        const highest = Math.max(0, ...spans.flat().map(({ fromNs }) => at(fromNs)));
        const alone = Math.max(0, ...spans.flat().map(({ watts }) => watts));
        if (highest > 1.01 * alone) joint++;
        if (!(Math.abs(run.peakPowerW! - highest) <= 1e-9 * highest))
          expect.fail(`seed ${seed}: ${run.peakPowerW} W, the spans have ${highest} W`);
      }),
      { seed: 42, numRuns: 200 },
    );
    // Several units at work at once, which no unit alone would show.
    expect(joint).toBeGreaterThan(20);
  });
});
