import { EngineError } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { describeValue } from './describe-value.ts';
import type { Event } from './event.ts';
import type { Process } from './process.ts';

const allowed = 'yield a delay in ns, or an event, request, process or condition of its own simulation';

/** What is wrong with a delay that the environment refused with `error`. */
export function delayError(
  agenda: Agenda,
  process: Process | null,
  delayNs: number,
  error: unknown,
): unknown {
  if (!(error instanceof EngineError)) return error;
  const who = process === null ? 'a timeout' : process.describe();
  const why =
    error.code === 'E_ENGINE_TIME_RANGE'
      ? `leads past ${Number.MAX_SAFE_INTEGER} ns, the end of exact time; count in a coarser unit`
      : 'is not allowed; give a whole number of ns, 0 or more';
  const { now } = agenda;
  return new EngineError(error.code, now, `${who} at ${now} ns: a delay of ${delayNs} ns ${why}`);
}

/** What is wrong with something that a process cannot wait for. */
export function yieldError(agenda: Agenda, process: Process, wish: unknown): EngineError {
  const foreign = typeof (wish as Event | null)?.flags === 'number';
  const found =
    wish === process ? 'itself' : foreign ? 'an event of another simulation' : describeValue(wish);
  const { now } = agenda;
  return new EngineError(
    'E_ENGINE_YIELD',
    now,
    `${process.describe()} at ${now} ns yielded ${found}; ${allowed}`,
  );
}
