import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  FilterStore,
  PriorityItem,
  PriorityStore,
  type ProcessGenerator,
  Simulation,
  Store,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const steps = fc.array(
  fc.record({ wait: fc.nat(3), put: fc.boolean(), item: fc.nat(9), patience: fc.option(fc.nat(4)) }),
  { minLength: 1, maxLength: 12 },
);
const actors = fc.array(steps, { minLength: 1, maxLength: 6 });
const settings = { seed: 42, numRuns: 150 };

interface Trade {
  readonly put: number[];
  readonly got: number[];
}

/** Processes that put and get at random, some with little patience. */
function trade(
  sim: Simulation,
  store: Store<number>,
  list: readonly (readonly { wait: number; put: boolean; item: number; patience: number | null }[])[],
): Trade {
  const put: number[] = [];
  const got: number[] = [];
  let next = 0;
  function* actor(moves: (typeof list)[number]): ProcessGenerator {
    for (const { wait, put: bring, item, patience } of moves) {
      yield wait;
      const thing = 10 * next + item;
      if (bring) next++;
      const wish = bring
        ? store.put(thing)
        : store instanceof FilterStore
          ? store.get((x) => x % 10 >= item)
          : store.get();
      if (patience === null) yield wish;
      else yield sim.anyOf([wish, sim.timeout(patience)]);
      if (!wish.triggered) wish.cancel();
      else if (bring) put.push(thing);
      else got.push(wish.value as number);
      expect(store.items.length).toBe(store.level);
      expect(store.level).toBeLessThanOrEqual(store.capacity);
    }
  }
  for (const moves of list) sim.process(actor(moves));
  sim.run();
  return { put, got };
}

describe('a store', () => {
  it.each([
    ['a store', (sim: Simulation, n: number) => new Store<number>(sim, n)],
    ['a filter store', (sim: Simulation, n: number) => new FilterStore<number>(sim, n)],
    ['a priority store', (sim: Simulation, n: number) => new PriorityStore<number>(sim, n)],
  ])('loses nothing and makes nothing: %s', (_, make) => {
    fc.assert(
      fc.property(actors, fc.integer({ min: 1, max: 4 }), (list, capacity) => {
        const sim = new Simulation();
        const store = make(sim, capacity);
        const { put, got } = trade(sim, store, list);
        const sorted = (values: readonly number[]) => [...values].sort((a, b) => a - b);
        // Who waits for ever has put nothing, and got nothing.
        expect(sorted([...got, ...store.items])).toEqual(sorted(put));
      }),
      settings,
    );
  });

  it('gives items in the order of their coming', () => {
    fc.assert(
      fc.property(actors, fc.integer({ min: 1, max: 4 }), (list, capacity) => {
        const sim = new Simulation();
        const store = new Store<number>(sim, capacity);
        const entered: number[] = [];
        const left: number[] = [];
        const { add, take } = store as unknown as { add(item: number): void; take(): number };
        Object.assign(store, {
          add(item: number) {
            entered.push(item);
            add.call(store, item);
          },
          take() {
            left.push(take.call(store));
            return left.at(-1);
          },
        });
        trade(sim, store, list);
        expect([...left, ...store.items]).toEqual(entered);
      }),
      settings,
    );
  });

  it('with priorities gives the smallest item first', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.nat(5), fc.nat()), { maxLength: 60 }), (pairs) => {
        const sim = new Simulation();
        const store = new PriorityStore<PriorityItem<number>>(sim);
        for (const [priority, item] of pairs) store.put(new PriorityItem(priority, item));
        const got = pairs.map(() => store.get());
        sim.run();
        expect(got.map((get) => get.value.priority)).toEqual(pairs.map(([p]) => p).sort((a, b) => a - b));
      }),
      settings,
    );
  });

  it('with filters serves whom it can, not only the first', () => {
    const sim = new Simulation();
    const store = new FilterStore<string>(sim);
    const seen: string[] = [];
    function* taker(letter: string): ProcessGenerator {
      const item: string = yield store.get((word) => word.startsWith(letter));
      seen.push(`${sim.now} ${item}`);
    }
    function* bringer(): ProcessGenerator {
      for (const word of ['beech', 'cedar', 'alder']) {
        yield 1;
        yield store.put(word);
      }
    }
    for (const letter of ['a', 'b']) sim.process(taker(letter));
    sim.process(bringer());
    sim.run();
    expect(seen).toEqual(['1 beech', '3 alder']);
    expect(store.items).toEqual(['cedar']);
  });

  it('gives the error of a filter to who brought the filter, and goes on', () => {
    const sim = new Simulation();
    const store = new FilterStore<number>(sim);
    const seen: unknown[] = [];
    function* bad(): ProcessGenerator {
      try {
        yield store.get(() => {
          throw new Error('no such field');
        });
      } catch (error) {
        seen.push((error as Error).message);
      }
    }
    function* good(): ProcessGenerator {
      seen.push(yield store.get());
    }
    sim.process(bad());
    sim.process(good());
    sim.run(1);
    store.put(7);
    sim.run();
    expect(seen).toEqual(['no such field', 7]);
  });

  it('with priorities gives equals in the order of SimPy', () => {
    const sim = new Simulation();
    const store = new PriorityStore<PriorityItem<number>>(sim);
    const priorities = [2, 1, 2, 0, 1, 2, 1, 0, 2, 1, 0, 1];
    for (const [i, priority] of priorities.entries()) store.put(new PriorityItem(priority, i));
    // What SimPy 3.0.11 on Python 3.11 gives.
    expect(priorities.map(() => store.get().value.item)).toEqual([3, 7, 10, 6, 11, 4, 9, 1, 2, 5, 0, 8]);
  });

  it('gives an error of what it compares to who brought it, and goes on', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    const bad = {
      valueOf(): number {
        throw new Error('no rank');
      },
    };
    const store = new PriorityStore<{ valueOf(): number }>(sim, 2);
    function* bringer(name: string, item: { valueOf(): number }): ProcessGenerator {
      try {
        yield store.put(item);
        seen.push(`${sim.now} ${name}`);
      } catch (error) {
        seen.push(`${sim.now} ${name}: ${(error as Error).message}`);
      }
    }
    function* taker(): ProcessGenerator {
      yield 1;
      yield store.get();
      seen.push(`${sim.now} taken`);
    }
    sim.process(bringer('a', 2));
    sim.process(bringer('b', 1));
    sim.process(bringer('bad', bad));
    sim.process(taker());
    sim.process(bringer('c', 3));
    sim.run();
    expect(seen).toEqual(['0 a', '0 b', '1 taken', '1 bad: no rank', '1 c']);
    expect(store.items).toEqual([2, 3]);
  });

  it('refuses capacities that are not above 0', () => {
    const sim = new Simulation();
    for (const capacity of [0, -1, Number.NaN])
      expect(engineCode(() => new Store(sim, capacity, 'shelf'))).toBe('E_ENGINE_RESOURCE');
    expect(() => new Store(sim, 0, 'shelf')).toThrow(
      'store "shelf" at 0 ns: capacity 0; give a number above 0',
    );
  });

  it('shows who waits', () => {
    const sim = new Simulation();
    const store = new Store<string>(sim, 1);
    const [, second] = [store.put('a'), store.put('b')];
    expect(store.putQueue).toEqual([second]);
    second.cancel();
    expect(store.putQueue).toEqual([]);
    store.get();
    const get = store.get();
    expect(store.getQueue).toEqual([get]);
    expect(() => get.succeed('c')).toThrow(/get from store "store" at 0 ns: only the engine triggers it/);
  });
});
