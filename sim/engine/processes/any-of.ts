import type { Agenda } from './agenda.ts';
import { Condition } from './condition.ts';
import type { Event } from './event.ts';

/** An event that takes place when one of its events has; of none, at once. */
export class AnyOf extends Condition {
  constructor(agenda: Agenda, events: Iterable<Event>) {
    super(agenda, events, () => 1);
  }
}
