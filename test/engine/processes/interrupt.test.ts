import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Event,
  Interrupt,
  type ProcessGenerator,
  Simulation,
  type Yieldable,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

const settings = { seed: 42, numRuns: 200 };

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

  it('reaches each of many processes that wait', () => {
    const sim = new Simulation();
    const woken: number[] = [];
    function* sleeper(id: number): ProcessGenerator {
      try {
        yield 100 + id;
      } catch {
        woken.push(id);
      }
    }
    const processes = Array.from({ length: 300 }, (_, id) => sim.process(sleeper(id)));
    sim.run(50);
    for (const process of processes) process.interrupt();
    sim.run();
    expect(woken).toEqual(processes.map((_, id) => id));
    expect([sim.now, sim.environment.pending]).toEqual([50, 0]);
  });

  it('leaves the others who wait for the same event in their order', () => {
    const sim = new Simulation();
    const event = sim.event();
    const seen: string[] = [];
    function* waiter(name: string): ProcessGenerator {
      try {
        yield event;
        seen.push(name);
      } catch {
        seen.push(`${name} interrupted`);
      }
    }
    const processes = ['a', 'b', 'c', 'd', 'e'].map((name) => sim.process(waiter(name)));
    sim.run(1);
    processes[0]!.interrupt();
    processes[3]!.interrupt();
    event.succeed();
    sim.run();
    expect(seen).toEqual(['a interrupted', 'd interrupted', 'b', 'c', 'e']);
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
    const words = 'Interrupt: the process was interrupted, cause "enough"';
    expect(() => sim.run()).toThrow(`process 1 failed at 1 ns and nobody received its error: ${words}`);
    expect(process.ok).toBe(false);
    expect(process.value).toBeInstanceOf(Error);
    expect(process.value).toBeInstanceOf(Interrupt);
    expect(`${process.value}`).toBe(words);
    expect((process.value as unknown as Interrupt).cause).toBe('enough');
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
