import { fail } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { Event } from './event.ts';
import { defused, failed, owned, triggered } from './event-flags.ts';
import { inherit } from './inherit.ts';

/** What a process may yield: a delay in ns, or an event it waits for. */
export type Yieldable = number | Event;

/** The body of a process: a generator whose `yield` lets simulated time pass and gives the value of the event. */
// biome-ignore lint/suspicious/noExplicitAny: the type of what a `yield` gives depends on what it was given
export type ProcessGenerator<T = void> = Generator<Yieldable, T, any>;

export interface Process<T = unknown> extends Event<T> {}

/**
 * A running generator. It is an event too, which takes place when the generator ends: its value is what the generator
 * returns, its error what the generator throws. Made by `simulation.process`.
 */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Process<T = unknown> {
  /** @internal null once it has ended */
  declare generator: ProcessGenerator<T> | null;
  /** @internal what it waits for, null while it waits for a delay */
  declare waitsFor: Event | null;
  /** @internal its number among those whom the clock may wake */
  declare slot: number;
  declare private readonly label: string | number;

  /** @internal */
  constructor(agenda: Agenda, generator: ProcessGenerator<T>, label: string | number) {
    this.agenda = agenda;
    this.flags = owned;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
    this.generator = generator;
    this.waitsFor = null;
    this.slot = agenda.takeSlot(this);
    this.label = label;
  }

  /** The name it was given, or the number of its start. */
  get name(): string {
    return `${this.label}`;
  }

  /** True until the generator has ended. */
  get isAlive(): boolean {
    return (this.flags & triggered) === 0;
  }

  /** The event it waits for; null while it waits for a delay, runs or has ended. */
  get target(): Event | null {
    return this.waitsFor;
  }

  /**
   * Throws an `Interrupt` into the process at this instant, before other events. The process no longer waits for what
   * it waited for, and may yield it again; a delay that it gave as a number is forgotten.
   * @throws EngineError when the process has ended, or interrupts itself
   */
  interrupt(cause?: unknown): void {
    const { agenda } = this;
    if (!this.isAlive) this.refuseInterrupt('it has ended; ask `isAlive` first');
    if (agenda.activeProcess === this)
      this.refuseInterrupt('it is the process that calls; throw an error instead');
    agenda.interrupt(this, cause);
  }

  describe(): string {
    return typeof this.label === 'string' ? `process "${this.label}"` : `process ${this.label}`;
  }

  /** @internal */
  wake(event: Event): void {
    const error = (event.flags & failed) !== 0;
    if (error) event.flags |= defused;
    this.agenda.resume(this, event.outcome, error);
  }

  private refuseInterrupt(why: string): never {
    const { now } = this.agenda;
    fail('E_ENGINE_INTERRUPT', now, `interrupt of ${this.describe()} at ${now} ns: ${why}`);
  }
}
inherit(Process, Event);
