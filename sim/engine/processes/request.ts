import type { Agenda } from './agenda.ts';
import { Event } from './event.ts';
import { owned } from './event-flags.ts';
import { inherit } from './inherit.ts';
import type { Process } from './process.ts';
import type { Resource } from './resource.ts';

/** In `Request.place`, below the places of users: */
export const waits = -1;
export const gone = -2;
export const preempted = -3;

export interface Request extends Event<Request> {}

/** A wish for one unit of a resource; it takes place when the unit is granted. Made by `resource.request()`. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class Request {
  declare resource: Resource;
  /** The process that asked; null outside of processes. */
  declare process: Process | null;
  /** @internal where it is: its place among the users, or one of the numbers above */
  declare place: number;
  /** @internal counts those who came to the resource */
  declare turn: number;

  /** @internal */
  constructor(agenda: Agenda, resource: Resource) {
    this.agenda = agenda;
    this.flags = owned;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
    this.resource = resource;
    this.process = agenda.activeProcess;
    this.place = waits;
    this.turn = 0;
  }

  /** Takes the request back while it waits; does nothing once it was granted. */
  cancel(): void {
    this.resource.cancel(this);
  }

  describe(): string {
    return `request of ${this.resource.describe()}`;
  }
}
inherit(Request, Event);
