import { fail } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { defused, failed, owned, processed, triggered } from './event-flags.ts';

/** Something that goes on when an event takes place: a process, a condition. */
export interface Waiter {
  wake(event: Event): void;
}

/**
 * Something that may happen. It is pending, then triggered (it has a value or an error), then processed (those who
 * waited for it have gone on). A process waits for it with `yield event`, which gives its value or throws its error.
 */
export class Event<T = unknown> {
  // `declare`: a plain field is written twice, and there are millions of events.
  /** @internal */
  declare agenda: Agenda;
  /** @internal bits of event-flags.ts */
  declare flags: number;
  /** @internal the value or the error */
  declare outcome: unknown;
  /** @internal the first who waits */
  declare waiter: Waiter | null;
  /** @internal the others who wait, in order */
  declare more: Waiter[] | null;

  constructor(agenda: Agenda) {
    this.agenda = agenda;
    this.flags = 0;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
  }

  /** True once the event has a value or an error. */
  get triggered(): boolean {
    return (this.flags & triggered) !== 0;
  }

  /** True once those who waited have gone on. */
  get processed(): boolean {
    return (this.flags & processed) !== 0;
  }

  /** True when it succeeded, false when it failed. @throws EngineError while it is pending */
  get ok(): boolean {
    if (!this.triggered) this.refuse('it is still pending, so "ok" is unknown; wait for it with yield');
    return (this.flags & failed) === 0;
  }

  /** Its value, or its error when it failed. @throws EngineError while it is pending */
  get value(): T {
    if (!this.triggered) this.refuse('it is still pending, so it has no "value"; wait for it with yield');
    return this.outcome as T;
  }

  /** Triggers the event with a value. @throws EngineError when it was triggered before */
  succeed(...[value]: undefined extends T ? [value?: T] : [value: T]): this {
    this.refuseOwned();
    this.fire(value, 0);
    return this;
  }

  /**
   * Triggers the event with an error, which is thrown into those who wait for it. An error that nobody receives ends
   * the run.
   * @throws EngineError when it was triggered before
   */
  fail(error: unknown): this {
    this.refuseOwned();
    this.fire(error, failed);
    return this;
  }

  /** Triggers the event with what another one has. @throws EngineError when that is pending, or this is not */
  trigger(other: Event<T>): this {
    this.refuseOwned();
    if (!other.triggered) this.refuse(`it cannot take over from an ${other.describe()} that is pending`);
    this.fire(other.outcome, other.flags & failed);
    return this;
  }

  /** Says that an error of this event needs no receiver. */
  defuse(): void {
    this.flags |= defused;
  }

  /** What messages call it. */
  describe(): string {
    return 'event';
  }

  /** @internal what comes before those who wait, for events with the flag `hooked` */
  happen(): void {}

  /** @internal */
  addWaiter(waiter: Waiter): void {
    if (this.waiter === null) this.waiter = waiter;
    else if (this.more === null) this.more = [waiter];
    else this.more.push(waiter);
  }

  /** @internal */
  removeWaiter(waiter: Waiter): void {
    const { more } = this;
    if (this.waiter === waiter) {
      this.waiter = more?.shift() ?? null;
    } else if (more !== null) {
      const at = more.indexOf(waiter);
      if (at >= 0) more.splice(at, 1);
    }
    if (more?.length === 0) this.more = null;
  }

  /** @internal */
  fire(outcome: unknown, bits: number): void {
    if ((this.flags & triggered) !== 0) this.refuse('it was triggered before; an event happens once');
    this.flags |= triggered | bits;
    this.outcome = outcome;
    this.agenda.push(this);
  }

  /** @internal */
  refuse(why: string): never {
    const { now } = this.agenda;
    fail('E_ENGINE_EVENT', now, `${this.describe()} at ${now} ns: ${why}`);
  }

  private refuseOwned(): void {
    if ((this.flags & owned) !== 0)
      this.refuse('only the engine triggers it; make an event() for signals of your own');
  }
}
