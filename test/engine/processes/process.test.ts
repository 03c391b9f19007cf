import { describe, expect, it } from 'vitest';
import {
  EngineError,
  type Process,
  type ProcessGenerator,
  Simulation,
  type Yieldable,
} from '../../../sim/engine/index.ts';
import { engineCode } from './engine-code.ts';

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
