import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type ConditionValue,
  type Event,
  type ProcessGenerator,
  Simulation,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const delays = fc.array(fc.nat(50), { minLength: 1, maxLength: 12 });
const settings = { seed: 42, numRuns: 200 };

/** Waits for what `make` gives. @returns when it took place and with what */
function waitFor(make: (sim: Simulation) => Event): { at: number; value: ConditionValue } {
  const sim = new Simulation();
  const seen = { at: -1, value: new Map() as ConditionValue };
  function* waiter(): ProcessGenerator {
    seen.value = yield make(sim);
    seen.at = sim.now;
  }
  sim.process(waiter());
  sim.run();
  return seen;
}

describe('a condition', () => {
  it('of all takes place with the last of its events, and has the values of all in their order', () => {
    fc.assert(
      fc.property(delays, (list) => {
        const { at, value } = waitFor((sim) => sim.allOf(list.map((delay, i) => sim.timeout(delay, i))));
        expect(at).toBe(Math.max(...list));
        expect([...value.values()]).toEqual(list.map((_, i) => i));
      }),
      settings,
    );
  });

  it('of any takes place with the first of its events, and has the values of those of that time', () => {
    fc.assert(
      fc.property(delays, (list) => {
        const first = Math.min(...list);
        const { at, value } = waitFor((sim) => sim.anyOf(list.map((delay, i) => sim.timeout(delay, i))));
        expect(at).toBe(first);
        const due = list.flatMap((delay, i) => (delay === first ? [i] : []));
        // Timeouts of one later time all come before the condition that the first of them triggers.
        expect([...value.values()]).toEqual(first === 0 ? [due[0], ...due.slice(1)] : due);
      }),
      settings,
    );
  });

  it('of none takes place at once', () => {
    expect(waitFor((sim) => sim.allOf([]))).toEqual({ at: 0, value: new Map() });
    expect(waitFor((sim) => sim.anyOf([]))).toEqual({ at: 0, value: new Map() });
  });

  it('within another gives its events to it', () => {
    const { at, value } = waitFor((sim) => {
      const [a, b, c, d] = ([5, 3, 9, 2] as const).map((delay) => sim.timeout(delay, delay));
      return sim.allOf([sim.anyOf([a!, c!]), sim.allOf([b!, d!])]);
    });
    expect(at).toBe(5);
    expect([...value.values()]).toEqual([5, 3, 2]);
  });

  it('fails with the first of its events that fails, even when it waits for others', () => {
    const sim = new Simulation();
    const event = sim.event();
    const seen: string[] = [];
    function* waiter(): ProcessGenerator {
      try {
        yield sim.allOf([sim.timeout(5), event]);
      } catch (error) {
        seen.push(`${sim.now} ${(error as Error).message}`);
      }
    }
    sim.process(waiter());
    sim.run(3);
    event.fail(new Error('burst'));
    sim.run();
    expect(seen).toEqual(['3 burst']);
  });

  it('leaves nothing with the events that it no longer waits for', () => {
    const sim = new Simulation();
    const never = sim.event();
    function* waiter(): ProcessGenerator {
      for (let i = 0; i < 1000; i++)
        yield sim.anyOf([never, sim.allOf([never, sim.event()]), sim.timeout(1)]);
    }
    sim.process(waiter());
    sim.run();
    expect([never.waiter, never.more]).toEqual([null, null]);
  });

  it('refuses events of other simulations, and things that are no events, and leaves their own alone', () => {
    const sim = new Simulation();
    const own = sim.event();
    expect(engineCode(() => sim.anyOf([own, new Simulation().event()]))).toBe('E_ENGINE_EVENT');
    expect(engineCode(() => sim.allOf([own, 5 as unknown as Event]))).toBe('E_ENGINE_EVENT');
    expect(engineCode(() => sim.allOf([own, undefined as unknown as Event]))).toBe('E_ENGINE_EVENT');
    expect(own.waiter).toBeNull();
  });
});
