import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaledPowerW } from '../../../sim/targets/clocks/scaled-power.ts';

const positive = (low: number, high: number) => fc.double({ min: low, max: high, noNaN: true });

describe('active power at another clock', () => {
  it('is that of the profile at its clock, and what is static at none', () => {
    fc.assert(
      fc.property(
        positive(0, 1),
        positive(1, 100),
        positive(1e6, 1e9),
        positive(0.5, 1.5),
        (s, a, hz, volts) => {
          const own = { hz, volts };
          for (const regulator of ['linear', 'switching'] as const) {
            expect(scaledPowerW(a, s, own, own, regulator)).toBeCloseTo(a, 9);
            expect(scaledPowerW(a, s, own, { hz: 1e-9, volts }, regulator)).toBeCloseTo(s, 6);
          }
        },
      ),
    );
  });

  it('of what switches goes with the clock, and a cycle with the voltage or its square', () => {
    const own = { hz: 100e6, volts: 1.2 };
    const at = { hz: 50e6, volts: 0.6 };
    expect(scaledPowerW(10, 2, own, at, 'switching')).toBeCloseTo(2 + 8 / 2 / 4, 12);
    expect(scaledPowerW(10, 2, own, at, 'linear')).toBeCloseTo(2 + 8 / 2 / 2, 12);
  });

  it('makes racing to idle cheaper where more than so much of the power is fixed', () => {
    // Work W takes W / f: pacing saves voltage and pays the fixed part for longer. Equal at fixed = 0.16 x the rest.
    const own = { hz: 160e6, volts: 1.2 };
    const at = { hz: 55e6, volts: 1 };
    const cheaper = (fixedW: number) =>
      scaledPowerW(1, fixedW, own, at, 'switching') / at.hz < 1 / own.hz ? 'pace' : 'race';
    const equal = (1 - 1 / 1.44) / (160 / 55 - 1);
    expect(cheaper((0.99 * equal) / (1 + 0.99 * equal))).toBe('pace');
    expect(cheaper((1.01 * equal) / (1 + 1.01 * equal))).toBe('race');
    expect(equal).toBeCloseTo(0.16, 3);
  });
});
