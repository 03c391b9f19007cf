import fc from 'fast-check';
import { expect, it } from 'vitest';
import { type Interval, UnitIntervals } from '../../../sim/scenario/simulate/unit-intervals.ts';
import type { Unit } from '../../../sim/targets/target.ts';

const unit: Unit = {
  name: 'replica',
  powerStates: [{ name: 'rest', powerW: 2, afterNs: 0, wakeNs: 0, wakeEnergyJ: 0 }],
  policyOperationNs: 0,
  policyOperationJ: 0,
};

const passes = fc.array(
  fc.record({
    gapNs: fc.nat(50),
    durationNs: fc.nat(50),
    joules: fc.double({ min: 0, max: 5, noNaN: true }),
  }),
  { maxLength: 8 },
);

it('of a unit fill a run from its begin to its end, and hold all that was charged, though the last outlasts it', () => {
  fc.assert(
    fc.property(passes, fc.nat(60), fc.integer({ min: 1, max: 40 }), (done, restNs, cutNs) => {
      const found: Interval[] = [];
      const intervals = new UnitIntervals([unit], (_, interval) => found.push(interval));
      let now = 0;
      let busyNs = 0;
      let charged = 0;
      for (const { gapNs, durationNs, joules } of done) {
        now += gapNs;
        intervals.busy('run', 0, 0, 0, 0, now, durationNs, joules);
        now += durationNs;
        busyNs += durationNs;
        charged += joules;
      }
      const bootNs = now + restNs;
      const endNs = bootNs + cutNs;
      intervals.busy('wake', 0, -1, -1, -1, bootNs, cutNs + 7, 1);
      intervals.close(endNs);
      let at = 0;
      for (const { fromNs, toNs } of found) {
        expect(fromNs).toBe(at);
        expect(toNs).toBeGreaterThan(fromNs);
        at = toNs;
      }
      expect(at).toBe(endNs);
      const spent = found.reduce((sum, { joules }) => sum + joules, 0);
      expect(spent).toBeCloseTo(charged + 1 + 2e-9 * (bootNs - busyNs), 9);
    }),
  );
});
