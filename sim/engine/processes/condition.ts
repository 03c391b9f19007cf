import { fail } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { Event, type Waiter } from './event.ts';
import { defused, failed, hooked, owned, processed, triggered } from './event-flags.ts';

/** The events of a condition that have taken place, in the order in which they were given, with their values. */
export type ConditionValue = ReadonlyMap<Event, unknown>;

/** An event that takes place when enough of its events have; it fails with the first that fails. */
export class Condition extends Event<ConditionValue> implements Waiter {
  readonly events: readonly Event[];
  private readonly needed: number;
  private count = 0;

  /** @throws EngineError when an event belongs to another simulation */
  constructor(agenda: Agenda, events: Iterable<Event>, needed: (count: number) => number) {
    super(agenda);
    this.flags = hooked | owned;
    this.events = [...events];
    this.needed = needed(this.events.length);
    for (const event of this.events) {
      if (event?.agenda !== agenda)
        fail('E_ENGINE_EVENT', agenda.now, `${this.describe()}: give it events of its own simulation`);
    }
    if (this.events.length === 0) this.fire(undefined, 0);
    for (const event of this.events) {
      if ((event.flags & processed) !== 0) this.wake(event);
      else event.addWaiter(this);
    }
  }

  override describe(): string {
    return `condition of ${this.events.length} events`;
  }

  /** @internal */
  wake(event: Event): void {
    if ((this.flags & triggered) !== 0) return;
    this.count++;
    if ((event.flags & failed) !== 0) {
      event.flags |= defused;
      this.fire(event.outcome, failed);
    } else if (this.count >= this.needed) this.fire(undefined, 0);
  }

  /** @internal */
  override happen(): void {
    this.letGo();
    if ((this.flags & failed) !== 0) return;
    const value = new Map<Event, unknown>();
    this.collect(value);
    this.outcome = value;
  }

  /** Events that are still pending need not wake it, nor the conditions within it. */
  private letGo(): void {
    for (const event of this.events) {
      event.removeWaiter(this);
      if (event instanceof Condition) event.letGo();
    }
  }

  private collect(value: Map<Event, unknown>): void {
    for (const event of this.events) {
      if (event instanceof Condition) event.collect(value);
      else if ((event.flags & processed) !== 0) value.set(event, event.outcome);
    }
  }
}
