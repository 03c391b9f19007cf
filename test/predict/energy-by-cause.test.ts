import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Cause } from '../../sim/energy/cause.ts';
import { energyByCause } from '../../sim/predict/energy-by-cause.ts';
import type { PredictedLayer } from '../../sim/predict/prediction.ts';

const energyJ = { low: 1, central: 2, high: 3, group: 'seen' as const, error: null };
const share = (parts: readonly [Cause, number][]) => [
  { node: 'all', kind: 'whole' as const, byCause: new Map<Cause, number>(parts) },
];
const layer = (latencyMsByCause: PredictedLayer['latencyMsByCause']): PredictedLayer => ({
  ...{ node: 'a', kind: 'conv', macs: 1, latencyMs: 1, energyJ: 1 },
  latencyMsByCause,
});
const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);

describe('energy by cause', () => {
  it('adds up to the central energy, whatever is known', () => {
    const amount = fc.double({ min: 1e-6, max: 1e6, noNaN: true });
    fc.assert(
      fc.property(amount, amount, amount, amount, fc.boolean(), (a, b, c, d, known) => {
        const power = share([
          ['static', a],
          ['compute', b],
        ]);
        const joules = energyByCause(energyJ, null, power, known ? [layer({ compute: c, memory: d })] : []);
        expect(sum(Object.values(joules))).toBeCloseTo(2, 9);
        expect(joules.static).toBeCloseTo((2 * a) / (a + b), 9);
      }),
      { seed: 4 },
    );
  });

  it('is what the model of the energy says, where it says something', () => {
    const told = share([
      ['static', 1],
      ['compute', 3],
    ]);
    expect(energyByCause(energyJ, told, null, [layer({ memory: 1 })])).toEqual({ static: 0.5, compute: 1.5 });
  });

  it('is empty, and not all arithmetic, where nothing is known', () => {
    expect(energyByCause(energyJ, null, null, [])).toEqual({});
    expect(energyByCause(null, null, share([['static', 1]]), [])).toEqual({});
  });

  it('keeps what a board draws awake apart from what computing adds', () => {
    const power = share([
      ['idle', 1],
      ['compute', 1],
    ]);
    expect(energyByCause(energyJ, null, power, [layer({ memory: 1 })])).toEqual({ idle: 1, memory: 1 });
  });
});
