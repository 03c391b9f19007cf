import { EngineError } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { describeValue } from './describe-value.ts';
import type { Event } from './event.ts';

/** Ends a run in which an event or a process failed and nobody waited for it. */
export function unreceivedError(agenda: Agenda, event: Event): EngineError {
  const { now } = agenda;
  const error = event.outcome;
  const what = `${event.describe()} failed at ${now} ns and nobody received its error: ${describeValue(error)}`;
  return new EngineError('E_ENGINE_UNHANDLED', now, what, { cause: error });
}
