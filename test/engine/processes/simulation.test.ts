import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  Environment,
  type Event,
  type ProcessGenerator,
  Simulation,
  Store,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

describe('a simulation', () => {
  it('runs up to a time without its events, as SimPy does, or until an event, or to the end', () => {
    const sim = new Simulation();
    const seen: number[] = [];
    function* clock(): ProcessGenerator<string> {
      for (let i = 0; i < 5; i++) {
        yield 10;
        seen.push(sim.now);
      }
      return 'stopped';
    }
    const process = sim.process(clock());
    sim.run(10);
    expect([seen, sim.now, sim.peek()]).toEqual([[], 10, 10]);
    sim.run(25);
    expect([seen, sim.now, sim.peek()]).toEqual([[10, 20], 25, 30]);
    const pause = sim.timeout(5, 'pause');
    expect(sim.run(pause)).toBe('pause');
    // The timer of the clock was started before the pause, so it is handled.
    expect([seen, sim.now]).toEqual([[10, 20, 30], 30]);
    expect(sim.run(process)).toBe('stopped');
    expect(sim.run(process)).toBe('stopped');
    sim.run();
    expect([seen.length, sim.now, sim.peek()]).toEqual([5, 50, Number.POSITIVE_INFINITY]);
  });

  it('may be run in pieces with the same result', () => {
    const run = (pieces: readonly number[]) => {
      const sim = new Simulation();
      const store = new Store<number>(sim, 2);
      const seen: string[] = [];
      function* maker(): ProcessGenerator {
        for (let i = 0; i < 20; i++) {
          yield (i * 7) % 5;
          yield store.put(i);
        }
      }
      function* taker(): ProcessGenerator {
        for (;;) {
          seen.push(`${sim.now} ${yield store.get()}`);
          yield 3;
        }
      }
      sim.process(maker());
      sim.process(taker());
      for (const piece of pieces) sim.run(sim.now + piece);
      sim.run();
      return [...seen, sim.environment.trace.digest()];
    };
    const whole = run([]);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 8 }), (pieces) => {
        expect(run(pieces)).toEqual(whole);
      }),
      { seed: 42, numRuns: 50 },
    );
  });

  it('refuses to run backwards, for ever or from inside', () => {
    const sim = new Simulation();
    sim.process(
      (function* (): ProcessGenerator {
        yield 5;
        expect(engineCode(() => sim.run())).toBe('E_ENGINE_RUN');
        expect(engineCode(() => sim.step())).toBe('E_ENGINE_RUN');
      })(),
    );
    for (const until of [0, -1, 1.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(engineCode(() => sim.run(until))).toBe('E_ENGINE_RUN');
    expect(engineCode(() => sim.run(new Simulation().event()))).toBe('E_ENGINE_RUN');
    expect(engineCode(() => sim.run(null as unknown as Event))).toBe('E_ENGINE_RUN');
    const never = sim.event();
    expect(() => sim.run(never)).toThrow(
      'run until event: no event is left at 5 ns, and it has not taken place',
    );
    expect(never.waiter).toBeNull();
  });

  it('until an event that fails throws its error, and only that', () => {
    const sim = new Simulation();
    const error = new Error('stop');
    const event = sim.event();
    sim.process(
      (function* (): ProcessGenerator {
        yield 3;
        event.fail(error);
      })(),
    );
    expect(() => sim.run(event)).toThrow(error);
    sim.run();
    expect(() => sim.run(event)).toThrow(error);
  });

  it('stops when all who waited for the event have gone on, before anything else', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    const event = sim.timeout(5);
    function* waiter(name: string): ProcessGenerator {
      yield event;
      seen.push(name);
      yield 0;
      seen.push(`${name} again`);
    }
    sim.process(waiter('a'));
    sim.run(1);
    sim.process(waiter('b'));
    sim.run(event);
    expect(seen).toEqual(['a', 'b']);
    sim.run();
    expect(seen).toEqual(['a', 'b', 'a again', 'b again']);
  });

  it('steps from event to event', () => {
    const sim = new Simulation();
    const seen: number[] = [];
    sim.process(
      (function* (): ProcessGenerator {
        yield 2;
        seen.push(sim.now);
        yield 2;
        seen.push(sim.now);
      })(),
    );
    expect([sim.step(), sim.step(), sim.now]).toEqual([true, true, 2]);
    expect([sim.step(), sim.step()]).toEqual([true, false]);
    expect(seen).toEqual([2, 4]);
  });

  it('shares an environment with typed handlers, which may signal to processes and come first', () => {
    const environment = new Environment();
    const sim = new Simulation(environment);
    const seen: string[] = [];
    const signal = sim.event<number>();
    const kind = environment.kind('alarm', (target) => {
      seen.push(`${sim.now} handler ${target}`);
      if (target === 1) signal.succeed(7);
      if (target === 2) sim.process(late());
    });
    function* late(): ProcessGenerator {
      seen.push(`${sim.now} late`);
      yield 0;
      environment.schedule(0, kind, 3, 0);
      seen.push(`${sim.now} late again`);
    }
    function* waiter(): ProcessGenerator {
      const value = yield signal;
      seen.push(`${sim.now} waiter ${value}`);
    }
    function* timer(): ProcessGenerator {
      yield 5;
      seen.push(`${sim.now} timer`);
    }
    sim.process(timer());
    sim.process(waiter());
    sim.run(1);
    environment.schedule(4, kind, 1, 0);
    environment.schedule(4, kind, 2, 0);
    // Run by the environment alone.
    environment.run();
    const first = ['5 handler 1', '5 handler 2'];
    expect(seen).toEqual([...first, '5 late', '5 timer', '5 waiter 7', '5 late again', '5 handler 3']);
  });
});

describe('an event', () => {
  it('happens once', () => {
    const sim = new Simulation();
    const event = sim.event<string>();
    for (const read of [() => event.value, () => event.ok]) expect(engineCode(read)).toBe('E_ENGINE_EVENT');
    expect(() => event.value).toThrow('event at 0 ns: it is still pending, so it has no "value"');
    expect([event.triggered, event.processed]).toEqual([false, false]);
    event.succeed('a');
    expect([event.triggered, event.processed, event.ok, event.value]).toEqual([true, false, true, 'a']);
    expect(engineCode(() => event.succeed('b'))).toBe('E_ENGINE_EVENT');
    expect(() => event.fail(new Error('c'))).toThrow(
      'event at 0 ns: it was triggered before; an event happens once',
    );
    sim.run();
    expect([event.processed, event.value]).toEqual([true, 'a']);
  });

  it('wakes all who wait, in order, and at once who comes later', () => {
    const sim = new Simulation();
    const event = sim.event<number>();
    const seen: string[] = [];
    function* waiter(id: number, at: number): ProcessGenerator {
      yield at;
      const value = yield event;
      seen.push(`${sim.now} ${id} ${value}`);
    }
    for (let id = 0; id < 5; id++) sim.process(waiter(id, id === 4 ? 9 : 4 - id));
    sim.run(6);
    event.succeed(1);
    sim.run();
    expect(seen).toEqual(['6 3 1', '6 2 1', '6 1 1', '6 0 1', '9 4 1']);
  });

  it('that fails ends the run, unless somebody waits or it is defused', () => {
    const sim = new Simulation();
    const error = new Error('smoke');
    sim.event().fail(error);
    expect(() => sim.run()).toThrow('event failed at 0 ns and nobody received its error: Error: smoke');
    const calm = sim.event().fail('not even an error');
    calm.defuse();
    sim.run();
    sim.event().fail('a string');
    expect(() => sim.run()).toThrow(/nobody received its error: "a string"/);
    sim.run();
  });

  it('may take over what another one has', () => {
    const sim = new Simulation();
    const [a, b, c] = [sim.event<number>(), sim.event<number>(), sim.event<number>()];
    expect(engineCode(() => b.trigger(a))).toBe('E_ENGINE_EVENT');
    a.succeed(5);
    b.trigger(a);
    expect([b.ok, b.value]).toEqual([true, 5]);
    c.fail('x').defuse();
    const d = sim.event<number>().trigger(c);
    d.defuse();
    expect([d.ok, d.value]).toEqual([false, 'x']);
    sim.run();
  });
});
