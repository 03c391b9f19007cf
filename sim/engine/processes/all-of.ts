import type { Agenda } from './agenda.ts';
import { Condition } from './condition.ts';
import type { Event } from './event.ts';

/** An event that takes place when all of its events have; of none, at once. */
export class AllOf extends Condition {
  constructor(agenda: Agenda, events: Iterable<Event>) {
    super(agenda, events, (count) => count);
  }
}
