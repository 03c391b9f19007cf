import type { Agenda } from './agenda.ts';
import { Event } from './event.ts';
import { hooked, owned } from './event-flags.ts';
import { inherit } from './inherit.ts';
import type { Stock } from './stock.ts';

export interface Get<T = unknown> extends Event<T> {}

/** A wish for an item of a store, or an amount of a container; it takes place when it is there. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Get<T = unknown> {
  /** What is wanted: a filter, of a filter store; an amount, of a container. */
  declare readonly wish: unknown;
  declare private readonly stock: Stock<T>;

  /** @internal */
  constructor(agenda: Agenda, stock: Stock<T>, wish: unknown) {
    this.agenda = agenda;
    this.flags = hooked | owned;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
    this.wish = wish;
    this.stock = stock;
  }

  /** Takes it back while it waits; does nothing once it has taken place. */
  cancel(): void {
    if (!this.triggered) this.stock.withdrawGet(this);
  }

  describe(): string {
    return `get from ${this.stock.describe()}`;
  }

  /** @internal */
  happen(): void {
    this.stock.servePuts();
  }
}
inherit(Get, Event);
