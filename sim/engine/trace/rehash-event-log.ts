import { EventTraceHash } from './event-trace-hash.ts';
import type { EventLogFile } from './read-event-log.ts';

/** Hash of a log's events, computed again. */
export interface RehashedLog {
  readonly hash: string;
  /** Whether it is the one that the log states. */
  readonly agrees: boolean;
}

/**
 * Computes the hash of a log's events again: what stands between a decoder and an encoder that share a mistake.
 * @throws EventLogError where an event is not well formed
 */
export function rehashEventLog(log: EventLogFile): RehashedLog {
  const trace = new EventTraceHash();
  const cursor = log.cursor();
  while (cursor.next()) trace.add(cursor.timeNs, cursor.kind, cursor.target, cursor.payload);
  const hash = trace.digest();
  return { hash, agrees: hash === log.hash };
}
