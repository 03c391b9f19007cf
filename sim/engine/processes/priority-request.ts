import type { Agenda } from './agenda.ts';
import { owned } from './event-flags.ts';
import { inherit } from './inherit.ts';
import { Request, waits } from './request.ts';
import type { Resource } from './resource.ts';

export interface PriorityRequest extends Request {}

/** A wish for one unit of a resource, with a priority; lower numbers come first. */
// biome-ignore lint/suspicious/noUnsafeDeclarationMerging: `inherit` below provides what the interface promises
export class PriorityRequest {
  declare readonly priority: number;
  /** Whether it may take the unit of a user that comes after it, where the resource is preemptive. */
  declare readonly preempt: boolean;
  /** When it was made. */
  declare readonly timeNs: number;
  /** When it was granted; NaN before. */
  declare usageSinceNs: number;

  /** @internal */
  constructor(agenda: Agenda, resource: Resource<PriorityRequest>, priority: number, preempt: boolean) {
    this.agenda = agenda;
    this.flags = owned;
    this.outcome = undefined;
    this.waiter = null;
    this.more = null;
    this.resource = resource;
    this.process = agenda.activeProcess;
    this.place = waits;
    this.turn = 0;
    this.priority = priority;
    this.preempt = preempt;
    this.timeNs = agenda.now;
    this.usageSinceNs = Number.NaN;
  }

  /** Negative when this request comes before the other, 0 when they are equal but for their turns. */
  compare(other: PriorityRequest): number {
    return this.priority - other.priority || this.timeNs - other.timeNs || +other.preempt - +this.preempt;
  }
}
inherit(PriorityRequest, Request);
