import type { Agenda } from './agenda.ts';
import { Event } from './event.ts';
import { owned, triggered } from './event-flags.ts';
import { inherit } from './inherit.ts';

export interface Timeout<T = undefined> extends Event<T> {}

/** An event that takes place after a delay. Where nothing else waits for it, `yield delayNs` is faster. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Timeout<T = undefined> {
  declare readonly delayNs: number;

  /** @throws EngineError unless the delay is a whole number of ns, 0 or more */
  constructor(agenda: Agenda, delayNs: number, value?: T) {
    this.agenda = agenda;
    this.flags = triggered | owned;
    this.outcome = value;
    this.waiter = null;
    this.more = null;
    this.delayNs = delayNs;
    agenda.arm(this, delayNs);
  }

  describe(): string {
    return `timeout of ${this.delayNs} ns`;
  }
}
inherit(Timeout, Event);
