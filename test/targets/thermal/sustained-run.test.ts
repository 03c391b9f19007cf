import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sustainedRun } from '../../../sim/targets/thermal/sustained-run.ts';
import {
  secondsUntil,
  settledC,
  type ThermalParameters,
  temperatureAfter,
} from '../../../sim/targets/thermal/thermal-node.ts';

const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const parameters = fc
  .record({ resistanceKPerW: number(0.05, 20), capacityJPerK: number(5, 2000), throttleC: number(60, 100) })
  .map((parts): ThermalParameters => ({ ...parts, resumeC: parts.throttleC - 5 }));
const settings = { seed: 17, numRuns: 200 };

describe('one heat capacity behind one resistance', () => {
  it('takes one long step like many short ones', () => {
    fc.assert(
      fc.property(
        parameters,
        number(0, 50),
        number(0, 200),
        fc.integer({ min: 2, max: 20 }),
        (p, from, w, n) => {
          let temperature = from;
          for (let i = 0; i < n; i++) temperature = temperatureAfter(p, temperature, 25, w, 100 / n);
          expect(temperature).toBeCloseTo(temperatureAfter(p, from, 25, w, 100), 6);
        },
      ),
      settings,
    );
  });

  it('stores what does not flow off: the heat balance closes', () => {
    fc.assert(
      fc.property(parameters, number(0, 100), (p, w) => {
        const steps = 4000;
        const span = p.resistanceKPerW * p.capacityJPerK;
        let [temperature, lost] = [25, 0];
        for (let i = 0; i < steps; i++) {
          const next = temperatureAfter(p, temperature, 25, w, span / steps);
          lost += (((temperature + next) / 2 - 25) / p.resistanceKPerW) * (span / steps);
          temperature = next;
        }
        const stored = p.capacityJPerK * (temperature - 25);
        expect(stored + lost).toBeCloseTo(w * span, Math.min(3, 6 - Math.ceil(Math.log10(1 + w * span))));
      }),
      settings,
    );
  });

  it('is at a temperature when it says that it will be', () => {
    fc.assert(
      fc.property(parameters, number(1, 300), (p, w) => {
        const after = secondsUntil(p, 25, 25, w, p.throttleC);
        if (after === Number.POSITIVE_INFINITY) expect(settledC(p, 25, w)).toBeLessThanOrEqual(p.throttleC);
        else expect(temperatureAfter(p, 25, 25, w, after)).toBeCloseTo(p.throttleC, 6);
      }),
      settings,
    );
  });
});

describe('a device that computes without a pause', () => {
  it('runs freely exactly where it settles below the throttling temperature, and loses more the hotter it is', () => {
    fc.assert(
      fc.property(parameters, number(1, 300), number(-10, 40), (p, w, ambient) => {
        const run = sustainedRun(p, ambient, w, 0);
        expect(run.speedShare === 1).toBe(settledC(p, ambient, w) <= p.throttleC);
        expect(sustainedRun(p, ambient + 5, w, 0).speedShare).toBeLessThanOrEqual(run.speedShare + 1e-12);
        if (run.throttlesAfterS === null) return;
        // The mean power holds a temperature between the two thresholds.
        const mean = settledC(p, ambient, run.powerW);
        expect(mean).toBeLessThan(p.throttleC + 1e-6);
        expect(mean).toBeGreaterThan(p.resumeC - 1e-6);
      }),
      settings,
    );
  });

  it('says where it overheats at idle already', () => {
    const parts = { resistanceKPerW: 10, capacityJPerK: 100, throttleC: 60, resumeC: 55 };
    expect(() => sustainedRun(parts, 40, 10, 2)).toThrow(/stays above 55 even at its 2 W/);
  });
});
