import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { embodiedEmissions } from '../../sim/energy/embodied.ts';
import { units } from '../../sim/energy/units.ts';

const positive = fc.double({ min: 1e-12, max: 1e12, noNaN: true });

describe('units', () => {
  it('come back from kWh and J as they went', () => {
    fc.assert(
      fc.property(positive, (value) => {
        const there = units.toJoules(units.toKwh(units.joules(value)));
        expect(Math.abs(there - value)).toBeLessThanOrEqual(1e-15 * value * 4);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  it('refuse to add a joule to a gram, at compile time', () => {
    // @ts-expect-error joules are no kilowatt-hours
    units.emissions(units.joules(3.6e6), units.gramsPerKwh(300));
    expect(units.emissions(units.toKwh(units.joules(3.6e6)), units.gramsPerKwh(300))).toBe(300);
  });
});

describe('embodiedEmissions', () => {
  it('sums to the whole over the lifetime and all shares', () => {
    fc.assert(
      fc.property(positive, fc.integer({ min: 1, max: 50 }), (totalG, parts) => {
        const lifetimeS = 9.46e7;
        const one = embodiedEmissions({
          totalG,
          lifetimeS,
          reservedS: lifetimeS / parts,
          resourceShare: 1 / parts,
        });
        expect(Math.abs(one * parts * parts - totalG)).toBeLessThanOrEqual(1e-12 * totalG);
      }),
      { seed: 1, numRuns: 100 },
    );
  });

  it('names what is out of range', () => {
    expect(() => embodiedEmissions({ totalG: 1, lifetimeS: 0, reservedS: 1, resourceShare: 1 })).toThrow(
      /lifetimeS is 0/,
    );
    expect(() => embodiedEmissions({ totalG: 1, lifetimeS: 1, reservedS: 1, resourceShare: 1.1 })).toThrow(
      /resourceShare/,
    );
  });
});
