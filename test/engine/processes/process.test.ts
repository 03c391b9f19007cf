import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  EngineError,
  type Event,
  Interrupt,
  type Process,
  type ProcessGenerator,
  Resource,
  Simulation,
  Store,
  type Yieldable,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const settings = { seed: 42, numRuns: 200 };

/** What `act` throws. */
function thrown(act: () => unknown): EngineError {
  try {
    act();
  } catch (error) {
    return error as EngineError;
  }
  throw new Error('nothing was thrown');
}

describe('a process', () => {
  it('waits for delays, and ends with what it returns', () => {
    const sim = new Simulation();
    function* child(): ProcessGenerator<string> {
      yield 3;
      yield sim.timeout(4);
      return `done at ${sim.now}`;
    }
    function* parent(): ProcessGenerator<unknown[]> {
      const process = sim.process(child());
      const first = yield process;
      // A process that has ended is waited for no longer.
      return [first, yield process, sim.now, yield sim.timeout(2, 'tea'), sim.now];
    }
    const process = sim.process(parent());
    expect(process.isAlive).toBe(true);
    expect(sim.run(process)).toEqual(['done at 7', 'done at 7', 7, 'tea', 9]);
    expect([process.isAlive, process.ok, process.processed]).toEqual([false, true, true]);
  });

  it('starts before other events of its time, and equals go on in order', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    function* other(name: string): ProcessGenerator {
      seen.push(`${name} starts`);
      yield 0;
      seen.push(`${name} goes on`);
    }
    function* first(): ProcessGenerator {
      yield 1;
      const signal = sim.event();
      signal.succeed();
      sim.process(other('a'));
      sim.process(other('b'));
      seen.push('first waits');
      yield signal;
      seen.push('first goes on');
    }
    sim.process(first());
    sim.run();
    expect(seen).toEqual(['first waits', 'a starts', 'b starts', 'first goes on', 'a goes on', 'b goes on']);
  });

  it('that fails throws into who joined it; else the run ends with its name and the time, and may go on', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    function* bad(): ProcessGenerator {
      yield 5;
      throw new TypeError('no oil');
    }
    function* careful(): ProcessGenerator {
      try {
        yield sim.process(bad());
      } catch (error) {
        seen.push(`${sim.now} ${error}`);
      }
    }
    function* clock(): ProcessGenerator {
      yield 20;
      seen.push(`${sim.now} clock`);
    }
    sim.process(careful());
    sim.process(clock());
    const process = sim.process(bad(), 'pump 3');
    const error = thrown(() => sim.run());
    expect([error.code, error.timeNs]).toEqual(['E_ENGINE_UNHANDLED', 5]);
    expect(error.message).toContain(
      'process "pump 3" failed at 5 ns and nobody received its error: TypeError: no oil',
    );
    expect(error.cause).toBe(process.value);
    sim.run();
    expect(seen).toEqual(['5 TypeError: no oil', '20 clock']);
  });

  it('may be told that its failure matters to nobody', () => {
    const sim = new Simulation();
    function* bad(): ProcessGenerator {
      yield 1;
      throw new Error('no matter');
    }
    sim.process(bad()).defuse();
    sim.run();
    expect(sim.now).toBe(1);
  });

  it.each([
    ['a negative delay', -1, 'E_ENGINE_DELAY', 'a delay of -1 ns is not allowed; give a whole number'],
    ['a fraction', 0.5, 'E_ENGINE_DELAY', 'a delay of 0.5 ns is not allowed'],
    ['NaN', Number.NaN, 'E_ENGINE_DELAY', 'a delay of NaN ns'],
    ['no end', Number.POSITIVE_INFINITY, 'E_ENGINE_TIME_RANGE', 'leads past'],
    ['a string', 'soon', 'E_ENGINE_YIELD', 'yielded "soon"; yield a delay'],
    ['nothing', undefined, 'E_ENGINE_YIELD', 'yielded undefined'],
    ['null', null, 'E_ENGINE_YIELD', 'yielded null'],
    ['an object', { a: 1 }, 'E_ENGINE_YIELD', 'yielded an object (Object)'],
    ['a generator', (function* () {})(), 'E_ENGINE_YIELD', 'yielded an object'],
    [
      'an event of another simulation',
      new Simulation().event(),
      'E_ENGINE_YIELD',
      'an event of another simulation',
    ],
  ] as const)('that yields %s gets an error there, and may go on', (_, wish, code, words) => {
    const sim = new Simulation();
    function* robust(): ProcessGenerator<string> {
      yield 2;
      try {
        yield wish as Yieldable;
      } catch (error) {
        expect(error).toBeInstanceOf(EngineError);
        expect((error as EngineError).code).toBe(code);
        expect((error as Error).message).toContain(`process "robust" at 2 ns`);
        expect((error as Error).message).toContain(words);
      }
      yield 3;
      return 'went on';
    }
    function* fragile(): ProcessGenerator {
      yield wish as Yieldable;
    }
    const process = sim.process(robust(), 'robust');
    sim.process(fragile(), 'fragile');
    const error = thrown(() => sim.run());
    expect(error.message).toContain('process "fragile"');
    expect((error.cause as EngineError).code).toBe(code);
    expect(sim.run(process)).toBe('went on');
    expect(sim.now).toBe(5);
    expect(sim.environment.pending).toBe(0);
  });

  it('cannot wait for itself', () => {
    const sim = new Simulation();
    function* lonely(): ProcessGenerator {
      yield sim.activeProcess!;
    }
    sim.process(lonely(), 'lonely');
    expect(() => sim.run()).toThrow(/process "lonely" at 0 ns yielded itself/);
  });

  it('refuses timeouts of impossible delays, by the name of the process', () => {
    const sim = new Simulation();
    function* body(): ProcessGenerator {
      for (const delay of [-1, 0.5, Number.NaN])
        expect(engineCode(() => sim.timeout(delay))).toBe('E_ENGINE_DELAY');
      expect(() => sim.timeout(-1)).toThrow('process "body" at 0 ns: a delay of -1 ns is not allowed');
      yield 1;
    }
    sim.process(body(), 'body');
    sim.run();
    expect(() => sim.timeout(-1)).toThrow('a timeout at 1 ns: a delay of -1 ns');
    expect(sim.environment.pending).toBe(0);
  });

  it('wants a generator', () => {
    const sim = new Simulation();
    const body = function* (): ProcessGenerator {};
    expect(engineCode(() => sim.process(body as unknown as ProcessGenerator))).toBe('E_ENGINE_YIELD');
    expect(engineCode(() => sim.process(undefined as unknown as ProcessGenerator))).toBe('E_ENGINE_YIELD');
  });

  it('does not end, and is not triggered, from outside', () => {
    const sim = new Simulation();
    const process: Process<void> = sim.process((function* (): ProcessGenerator {})(), 'p');
    expect(() => process.succeed()).toThrow('process "p" at 0 ns: only the engine triggers it');
    expect(engineCode(() => process.fail(new Error('no')))).toBe('E_ENGINE_EVENT');
    expect(engineCode(() => sim.timeout(1).succeed())).toBe('E_ENGINE_EVENT');
  });
});

describe('an interrupt', () => {
  it('is thrown where the process waits, which may wait again for the same', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    const signal = sim.event<string>();
    function* waiter(name: string, wish: () => Yieldable): ProcessGenerator {
      const target = wish();
      for (;;) {
        try {
          const value = yield target;
          seen.push(`${sim.now} ${name} ${value}`);
          return;
        } catch (error) {
          if (!(error instanceof Interrupt)) throw error;
          seen.push(`${sim.now} ${name} ${error.cause}`);
        }
      }
    }
    const processes = [
      sim.process(waiter('event', () => signal)),
      sim.process(waiter('timeout', () => sim.timeout(10, 'over'))),
      sim.process(waiter('delay', () => 10)),
    ];
    sim.run(4);
    for (const process of processes) process.interrupt('wake up');
    sim.run(12);
    signal.succeed('came');
    sim.run();
    const waking = ['4 event wake up', '4 timeout wake up', '4 delay wake up'];
    expect(seen).toEqual([...waking, '10 timeout over', '12 event came', '14 delay undefined']);
  });

  it('is urgent, and several come in order', () => {
    const sim = new Simulation();
    const seen: string[] = [];
    function* sleeper(): ProcessGenerator {
      for (let i = 0; i < 3; i++) {
        try {
          yield 5;
          seen.push(`${sim.now} woke`);
        } catch (error) {
          seen.push(`${sim.now} ${(error as Interrupt).cause}`);
        }
      }
    }
    const process = sim.process(sleeper());
    function* other(): ProcessGenerator {
      yield 5;
      process.interrupt('first');
      process.interrupt('second');
      yield 0;
      seen.push(`${sim.now} other`);
    }
    sim.process(other());
    sim.run();
    expect(seen).toEqual(['5 woke', '5 first', '5 second', '5 other']);
  });

  it('of a process that ends before it is thrown is dropped', () => {
    const sim = new Simulation();
    function* sleeper(): ProcessGenerator {
      try {
        yield 5;
      } catch {
        // It ends at the first one.
      }
    }
    const process = sim.process(sleeper());
    sim.run(1);
    process.interrupt();
    process.interrupt();
    sim.run();
    expect(process.ok).toBe(true);
  });

  it('of oneself or of a process that has ended is an error, and changes nothing', () => {
    const sim = new Simulation();
    const short = sim.process((function* (): ProcessGenerator {})(), 'short');
    function* body(): ProcessGenerator<string> {
      yield 1;
      expect(() => sim.activeProcess!.interrupt()).toThrow(
        /interrupt of process "body" at 1 ns: it is the process/,
      );
      expect(() => short.interrupt()).toThrow('interrupt of process "short" at 1 ns: it has ended');
      expect(engineCode(() => short.interrupt())).toBe('E_ENGINE_INTERRUPT');
      yield 1;
      return 'went on';
    }
    expect(sim.run(sim.process(body(), 'body'))).toBe('went on');
  });

  it('that is not caught fails the process', () => {
    const sim = new Simulation();
    const process = sim.process(
      (function* (): ProcessGenerator {
        yield 5;
      })(),
    );
    sim.run(1);
    process.interrupt('enough');
    const error = thrown(() => sim.run());
    expect(error.code).toBe('E_ENGINE_UNHANDLED');
    expect((error.cause as Interrupt).cause).toBe('enough');
    expect(sim.environment.pending).toBe(0);
  });

  it('never lets a wait go on twice', () => {
    const plan = fc.record({
      waits: fc.array(
        fc.record({ ns: fc.nat(6), how: fc.constantFrom('delay', 'timeout', 'event', 'any') }),
        {
          minLength: 1,
          maxLength: 10,
        },
      ),
      interrupts: fc.array(fc.nat(20), { maxLength: 15 }),
      signals: fc.array(fc.nat(20), { maxLength: 10 }),
    });
    fc.assert(
      fc.property(plan, ({ waits, interrupts, signals }) => {
        const sim = new Simulation();
        const events = signals.map(() => sim.event());
        let outcomes = 0;
        let thrownInto = 0;
        const wish = ({ ns, how }: (typeof waits)[number], i: number): Yieldable => {
          const event: Event = events[i % Math.max(events.length, 1)] ?? sim.timeout(ns);
          return how === 'delay'
            ? ns
            : how === 'timeout'
              ? sim.timeout(ns)
              : how === 'event'
                ? event
                : sim.anyOf([event]);
        };
        function* sleeper(): ProcessGenerator {
          for (const [i, wait] of waits.entries()) {
            const before = outcomes;
            const since = sim.now;
            try {
              yield wish(wait, i);
              if (wait.how === 'delay' || wait.how === 'timeout') expect(sim.now).toBe(since + wait.ns);
            } catch (error) {
              expect(error).toBeInstanceOf(Interrupt);
              thrownInto++;
            }
            outcomes++;
            expect(outcomes).toBe(before + 1);
          }
        }
        const process = sim.process(sleeper());
        let sent = 0;
        function* sender(at: number): ProcessGenerator {
          yield at;
          if (!process.isAlive) return;
          process.interrupt();
          sent++;
        }
        function* signal(event: Event, at: number): ProcessGenerator {
          yield at;
          event.succeed();
        }
        for (const at of interrupts) sim.process(sender(at));
        signals.forEach((at, i) => {
          sim.process(signal(events[i]!, at));
        });
        sim.run();
        expect(outcomes).toBe(waits.length);
        expect(thrownInto).toBeLessThanOrEqual(sent);
        expect(sim.environment.pending).toBe(0);
      }),
      settings,
    );
  });
});

describe('memory', () => {
  it('of a million processes, one after the other, is that of a few', () => {
    const sim = new Simulation();
    function* child(): ProcessGenerator {
      yield 1;
    }
    function* parent(): ProcessGenerator {
      for (let i = 0; i < 1e6; i++) yield i % 10 === 0 ? sim.timeout(0) : sim.process(child());
    }
    sim.process(parent());
    sim.run();
    expect(sim.now).toBe(9e5);
    expect(sim.slots).toBeLessThan(10);
  });

  it('of what has ended is not reached any more, though the simulation goes on', () => {
    const sim = new Simulation();
    const server = new Resource(sim);
    const store = new Store<{ cargo: number }>(sim);
    function* child(i: number): ProcessGenerator<object> {
      const cargo = { cargo: i };
      const request = server.request();
      yield request;
      yield store.put(cargo);
      yield sim.anyOf([store.get(), sim.event()]);
      yield sim.timeout(i % 3, cargo);
      server.release(request);
      return cargo;
    }
    for (let i = 0; i < 100; i++) sim.process(child(i));
    sim.run();
    sim.process(
      (function* (): ProcessGenerator {
        for (;;) yield 1;
      })(),
    );
    sim.run(sim.now + 10);
    const reached = new Set<object>();
    const search = (value: unknown): void => {
      if (typeof value !== 'object' || value === null || reached.has(value)) return;
      reached.add(value);
      for (const key of Object.keys(value)) search((value as Record<string, unknown>)[key]);
    };
    for (const root of [sim, server, store]) search(root);
    expect(reached.size).toBeGreaterThan(10);
    expect([...reached].filter((value) => 'cargo' in value || 'flags' in value)).toEqual([
      // The endless one.
      expect.objectContaining({ isAlive: true }),
    ]);
  });
});
