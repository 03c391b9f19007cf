import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Container, type ProcessGenerator, Simulation } from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const moves = fc.array(
  fc.record({ wait: fc.nat(3), amount: fc.integer({ min: 1, max: 6 }), put: fc.boolean() }),
  { minLength: 1, maxLength: 12 },
);

describe('a container', () => {
  it('holds what was put less what was taken, between nothing and its capacity, and serves in line', () => {
    fc.assert(
      fc.property(fc.array(moves, { minLength: 1, maxLength: 6 }), fc.nat(8), (actors, initial) => {
        const sim = new Simulation();
        const tank = new Container(sim, 8, initial);
        const asked: number[] = [];
        const served: number[] = [];
        let level = initial;
        let next = 0;
        function* actor(list: (typeof actors)[number]): ProcessGenerator {
          for (const { wait, amount, put } of list) {
            yield wait;
            const id = next++;
            if (!put) asked.push(id);
            yield put ? tank.put(amount) : tank.get(amount);
            level += put ? amount : -amount;
            if (!put) served.push(id);
            expect(tank.level).toBeGreaterThanOrEqual(0);
            expect(tank.level).toBeLessThanOrEqual(8);
          }
        }
        for (const list of actors) sim.process(actor(list));
        sim.run();
        expect(tank.level).toBe(level);
        expect(served).toEqual(asked.slice(0, served.length));
        const [put] = tank.putQueue;
        const [get] = tank.getQueue;
        if (put) expect(tank.level + (put.item as number)).toBeGreaterThan(8);
        if (get) expect(tank.level).toBeLessThan(get.wish as number);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('refuses what cannot be', () => {
    const sim = new Simulation();
    const tank = new Container(sim, 10, 3, 'tank');
    for (const act of [
      () => new Container(sim, 0),
      () => new Container(sim, 5, 6),
      () => new Container(sim, 5, -1),
      () => tank.put(0),
      () => tank.get(-2),
      () => tank.get(Number.NaN),
      () => tank.put(11),
    ])
      expect(engineCode(act)).toBe('E_ENGINE_RESOURCE');
    expect(() => tank.get(0)).toThrow(
      'container "tank" at 0 ns: get of 0; give a number above 0, up to the capacity, 10',
    );
    expect(tank.get(3).triggered).toBe(true);
    expect(tank.level).toBe(0);
  });
});
