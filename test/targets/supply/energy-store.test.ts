import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EnergyStore, type StoreParameters } from '../../../sim/targets/supply/energy-store.ts';

const store: StoreParameters = {
  capacityJ: 10,
  startJ: 6,
  offJ: 2,
  onJ: 5,
  chargeEfficiency: 0.8,
  leakW: 0.01,
};
const settings = { seed: 42, numRuns: 500 };
const number = (min: number, max: number) => fc.double({ min, max, noNaN: true });
const anyStore = fc
  .record({ capacityJ: number(0.01, 100), start: number(0, 1), off: number(0, 0.9), on: number(0, 1) })
  .chain(({ capacityJ, start, off, on }) =>
    fc.record({ chargeEfficiency: number(0.1, 1), leakW: number(0, 1) }).map((rest) => ({
      ...rest,
      capacityJ,
      startJ: start * capacityJ,
      offJ: off * capacityJ,
      onJ: (off + (1 - off) * on) * capacityJ,
    })),
  );
const steps = fc.array(
  fc.record({ incomingW: number(0, 2), loadW: number(0, 2), ns: number(0, 20e9), drawJ: number(0, 1) }),
  { maxLength: 30 },
);

describe('an energy store', () => {
  it('neither makes energy nor loses any, and its level is between nothing and full', () => {
    fc.assert(
      fc.property(anyStore, steps, (parameters, list) => {
        const one = new EnergyStore(parameters);
        let inJ = 0;
        for (const { incomingW, loadW, ns, drawJ } of list) {
          const passedNs = one.step(incomingW, loadW, ns);
          expect(passedNs).toBeLessThanOrEqual(ns);
          inJ += incomingW * passedNs * 1e-9;
          one.draw(drawJ);
          expect(one.levelJ).toBeGreaterThanOrEqual(0);
          expect(one.levelJ).toBeLessThanOrEqual(parameters.capacityJ * (1 + 1e-12));
        }
        const { startJ } = parameters;
        const scale = 1e-9 * (startJ + inJ + 1);
        expect(Math.abs(startJ + one.storedJ - one.leakedJ - one.drawnJ - one.levelJ)).toBeLessThan(scale);
        expect(Math.abs(inJ - one.storedJ - one.spilledJ - one.lostJ)).toBeLessThan(scale);
      }),
      settings,
    );
  });

  it('cuts the load off when level over net power has passed, and may connect it again likewise', () => {
    const one = new EnergyStore(store);
    // 4 J above the cut-off fall at 1 + 0.01 - 0.8 x 0.5 W.
    expect(one.step(0.5, 1, 100e9)).toBeCloseTo((4 / 0.61) * 1e9, 0);
    expect(one.levelJ).toBeCloseTo(2, 9);
    expect(one.untilOnNs(0.5)).toBeCloseTo((3 / 0.39) * 1e9, 0);
    expect(one.untilOnNs(0.012)).toBe(Number.POSITIVE_INFINITY);
    expect(one.draw(0.5)).toBeCloseTo(0, 9);
  });

  it('lasts no shorter with more in it, more coming in, a lower cut-off, or less leaking', () => {
    fc.assert(
      fc.property(
        anyStore,
        number(0, 1),
        number(0.01, 2),
        number(0, 0.5),
        (parameters, incomingW, loadW, more) => {
          const lasts = (changed: Partial<StoreParameters>, inW = incomingW) =>
            new EnergyStore({ ...parameters, ...changed }).step(inW, loadW, 1e12);
          const plain = lasts({}) * (1 - 1e-12);
          expect(
            lasts({ startJ: parameters.startJ + more * (parameters.capacityJ - parameters.startJ) }),
          ).toBeGreaterThanOrEqual(plain);
          expect(lasts({}, incomingW + more)).toBeGreaterThanOrEqual(plain);
          expect(lasts({ offJ: parameters.offJ * (1 - more) })).toBeGreaterThanOrEqual(plain);
          expect(lasts({ leakW: parameters.leakW * (1 - more) })).toBeGreaterThanOrEqual(plain);
        },
      ),
      settings,
    );
  });
});
