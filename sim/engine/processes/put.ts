import type { Agenda } from './agenda.ts';
import { Event } from './event.ts';
import { hooked, owned } from './event-flags.ts';
import { inherit } from './inherit.ts';
import type { Stock } from './stock.ts';

export interface Put extends Event<undefined> {}

/** Something brought to a store, or an amount to a container; it takes place when there is room. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Put {
  /** The item; the amount, for a container. */
  declare readonly item: unknown;
  declare private readonly stock: Stock<unknown>;

  /** @internal */
  constructor(agenda: Agenda, stock: Stock<unknown>, item: unknown) {
    this.agenda = agenda;
    this.flags = hooked | owned;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
    this.item = item;
    this.stock = stock;
  }

  /** Takes it back while it waits; does nothing once it has taken place. */
  cancel(): void {
    if (!this.triggered) this.stock.withdrawPut(this);
  }

  describe(): string {
    return `put to ${this.stock.describe()}`;
  }

  /** @internal */
  happen(): void {
    this.stock.serveGets();
  }
}
inherit(Put, Event);
