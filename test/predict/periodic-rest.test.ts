import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { periodicRest } from '../../sim/predict/periodic-rest.ts';
import { RestStates } from '../../sim/targets/rest-states.ts';
import type { PowerState } from '../../sim/targets/target.ts';
import { wakeEnergyJ } from '../../sim/targets/wake-energy.ts';

const settings = { seed: 29, numRuns: 300 };
const state = fc.record({
  name: fc.constant('state'),
  powerW: fc.double({ min: 0, max: 0.1, noNaN: true }),
  afterNs: fc.integer({ min: 0, max: 40 }),
  wakeNs: fc.integer({ min: 0, max: 30 }),
  wakeEnergyJ: fc.double({ min: 0, max: 1e-8, noNaN: true }),
});
const states = fc
  .array(state, { minLength: 1, maxLength: 4 })
  .map((list): PowerState[] => [...list].sort((a, b) => a.afterNs - b.afterNs));
const total = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0);

/** Period by period, as events: an arrival finds the unit at rest and wakes it, or busy and waits. */
function stepped(list: readonly PowerState[], latencyNs: number, everyNs: number, periods: number) {
  const rests = new RestStates('unit', list);
  let freeNs = -everyNs;
  const timesNs = new Float64Array(list.length);
  let wakeJ = 0;
  const first = 40;
  for (let k = 0; k < first + periods; k++) {
    const arrival = k * everyNs;
    let start = Math.max(arrival, freeNs);
    if (freeNs <= arrival) {
      const from = rests.at(rests.stateAfter(arrival - freeNs));
      if (k >= first) {
        rests.split(0, arrival - freeNs, timesNs);
        wakeJ += wakeEnergyJ(from);
      }
      start += from.wakeNs;
    }
    freeNs = start + latencyNs;
  }
  const restJ = total(list.map((one, i) => one.powerW * timesNs[i]! * 1e-9));
  return { restNs: total([...timesNs]) / periods, joules: (restJ + wakeJ) / periods };
}

describe('a unit that is asked for one inference every so often', () => {
  it('rests and wakes as one that is followed period by period', () => {
    fc.assert(
      fc.property(
        states,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (list, l, spare) => {
          const shares = periodicRest(list, l, l + spare);
          // A whole number of rounds of any length up to four states, each up to 30 periods long.
          const seen = stepped(list, l, l + spare, 5040);
          const restNs = total(shares.map((share) => share.timeShare)) * (l + spare);
          const joules = total(shares.map((share) => share.energyJ + share.wakeEnergyJ));
          const cut = 2 / 5040;
          expect(Math.abs(restNs - seen.restNs)).toBeLessThan(cut * 30 * (l + spare) + 1e-9);
          expect(Math.abs(joules - seen.joules)).toBeLessThan(
            cut * (1e-8 + 30 * (l + spare) * 1e-10) + 1e-18,
          );
        },
      ),
      settings,
    );
  });

  it('spends the whole period on the inference, on rest and on waking', () => {
    fc.assert(
      fc.property(
        states,
        fc.integer({ min: 1, max: 50 }),
        fc.integer({ min: 1, max: 60 }),
        (list, l, spare) => {
          const shares = periodicRest(list, l, l + spare);
          const waking = total(shares.map((share, i) => share.wakes * list[i]!.wakeNs));
          const rest = total(shares.map((share) => share.timeShare)) * (l + spare);
          expect(l + rest + waking).toBeCloseTo(l + spare, 6);
          expect(total(shares.map((share) => share.wakes))).toBeLessThanOrEqual(1 + 1e-12);
        },
      ),
      settings,
    );
  });

  it('never rests where it has no time to spare', () => {
    const shares = periodicRest(
      [{ name: 'sleep', powerW: 1, afterNs: 0, wakeNs: 5, wakeEnergyJ: 0 }],
      100,
      100,
    );
    expect(shares).toMatchObject([{ timeShare: 0, energyJ: 0, wakes: 0, wakeEnergyJ: 0 }]);
  });
});
