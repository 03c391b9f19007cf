import { fail } from '../engine-error.ts';
import { Environment } from '../environment.ts';
import { Agenda } from './agenda.ts';
import { AllOf } from './all-of.ts';
import { AnyOf } from './any-of.ts';
import type { Condition } from './condition.ts';
import { Event } from './event.ts';
import { defused } from './event-flags.ts';
import { Process, type ProcessGenerator } from './process.ts';
import { Timeout } from './timeout.ts';

/**
 * A simulation written as processes, in the vocabulary of SimPy.
 *
 * ```ts
 * const simulation = new Simulation();
 * function* car(): ProcessGenerator {
 *   for (;;) {
 *     console.log(`parking at ${simulation.now}`);
 *     yield 5;
 *     console.log(`driving at ${simulation.now}`);
 *     yield 2;
 *   }
 * }
 * simulation.process(car());
 * simulation.run(15);
 * ```
 *
 * Time is a whole number. It is called ns; a model may count in any tick it likes, as long as it stays below 2^53.
 */
export class Simulation extends Agenda {
  private started = 0;

  /** @param environment shared with typed handlers, where there are some; their events of priority 0 come first */
  constructor(environment: Environment = new Environment()) {
    super(environment);
  }

  /**
   * Starts a process at this instant, before other events.
   * @param name for messages; without one, the process is called by the number of its start
   */
  process<T>(generator: ProcessGenerator<T>, name?: string): Process<T> {
    if (typeof generator?.throw !== 'function')
      fail('E_ENGINE_YIELD', this.now, 'process: give it a generator; call the function* that makes one');
    const process = new Process(this, generator, name ?? ++this.started);
    this.start(process);
    return process;
  }

  /** An event that takes place after a delay. @throws EngineError unless it is a whole number of ns, 0 or more */
  timeout(delayNs: number): Timeout;
  timeout<T>(delayNs: number, value: T): Timeout<T>;
  timeout<T>(delayNs: number, value?: T): Timeout<T | undefined> {
    return new Timeout<T | undefined>(this, delayNs, value);
  }

  /** An event that takes place when its `succeed` or `fail` is called. */
  event<T = undefined>(): Event<T> {
    return new Event<T>(this);
  }

  /** An event that takes place when all of the given ones have. Its value tells which did, with their values. */
  allOf(events: Iterable<Event>): Condition {
    return new AllOf(this, events);
  }

  /** An event that takes place when one of the given ones has. Its value tells which did, with their values. */
  anyOf(events: Iterable<Event>): Condition {
    return new AnyOf(this, events);
  }

  /** Time of the next event; Infinity when there is none. */
  peek(): number {
    return this.environment.peek();
  }

  /** Handles the next event, with all that processes do because of it at once. @returns false when there is none */
  step(): boolean {
    this.refuseInside();
    return this.environment.step();
  }

  /** Runs until no event is left. @throws EngineError when a process or event fails and nobody receives the error */
  run(): void;
  /** Runs up to a time, and without the events of that time. @throws EngineError unless it is a later time */
  run(untilNs: number): void;
  /** Runs until an event has taken place. @returns its value @throws its error, or EngineError when no event is left */
  run<T>(until: Event<T>): T;
  run<T>(until?: number | Event<T>): T | undefined {
    this.refuseInside();
    if (until === undefined) this.environment.run();
    else if (typeof until !== 'number') return this.runUntil(until);
    else {
      if (!(Number.isSafeInteger(until) && until > this.now))
        fail(
          'E_ENGINE_RUN',
          this.now,
          `run(${until}) at ${this.now} ns: give a whole number of ns above that`,
        );
      this.environment.runBefore(until);
    }
    return undefined;
  }

  private runUntil<T>(event: Event<T>): T {
    if (event?.agenda !== this)
      fail('E_ENGINE_RUN', this.now, 'run: give it a time, or an event of this simulation');
    if (!event.processed) {
      const stop = {
        wake: () => {
          this.halted = true;
          event.flags |= defused;
        },
      };
      event.addWaiter(stop);
      try {
        while (!this.halted && this.environment.step());
        if (!this.halted) {
          const what = `run until ${event.describe()}`;
          fail(
            'E_ENGINE_RUN',
            this.now,
            `${what}: no event is left at ${this.now} ns, and it has not taken place`,
          );
        }
      } finally {
        this.halted = false;
        event.removeWaiter(stop);
      }
    }
    if (event.ok) return event.value;
    throw event.value;
  }

  private refuseInside(): void {
    if (this.running)
      fail('E_ENGINE_RUN', this.now, 'a process may not run its own simulation; yield instead');
  }
}
