import type { EventSink } from '../environment.ts';
import type { EventCursor } from './event-cursor.ts';
import type { EventLogFile, LoggedEvent } from './read-event-log.ts';

/** A simulation that is ready to run; an `Environment` with its first events scheduled is one. */
export interface Replayable {
  readonly kindNames: readonly string[];
  run(): void;
}

/** An event with the name of its kind. */
export interface NamedEvent extends LoggedEvent {
  readonly name: string;
}

/** The first event in which a run differs from a log. */
export interface Divergence {
  /** Number of the event, from 0: so many were the same. */
  readonly index: number;
  /** Simulated time, ns: the earlier one of the two events. */
  readonly timeNs: number;
  /** The event of the log; null where the log ends before the run. */
  readonly expected: NamedEvent | null;
  /** The event of the run; null where the run ends before the log. */
  readonly found: NamedEvent | null;
}

/** What came of running a simulation beside a log. */
export interface Replay {
  /** Events that were the same. */
  readonly events: number;
  readonly divergence: Divergence | null;
}

/**
 * Runs a simulation again and compares it with a log event by event, in time, kind (number and name), target and
 * payload. It stops at the first difference: what comes later follows from it.
 * @param build makes the simulation afresh, its environment given the sink as `log`
 * @throws EventLogError where an event of the log is not well formed, and whatever the simulation throws
 */
export function replay(log: EventLogFile, build: (sink: EventSink) => Replayable): Replay {
  const comparison = new Comparison(log);
  const simulation = build(comparison);
  comparison.foundNames = simulation.kindNames;
  try {
    simulation.run();
  } catch (thrown) {
    if (thrown !== comparison.stop) throw thrown;
  }
  return comparison.result();
}

/** Compares each event with the log's next one, and ends the run at the first that differs. */
class Comparison implements EventSink {
  /** Thrown through the run to end it. */
  readonly stop = new Error('the run has diverged from its log');
  foundNames: readonly string[] = [];
  private readonly names: readonly string[];
  private readonly cursor: EventCursor;
  private divergence: Divergence | null = null;
  private same = 0;

  constructor(log: EventLogFile) {
    this.names = log.kinds;
    this.cursor = log.cursor();
  }

  add(timeNs: number, kind: number, target: number, payload: number): void {
    if (this.divergence !== null) throw this.stop;
    const { cursor } = this;
    const more = cursor.next();
    const agrees =
      more &&
      cursor.timeNs === timeNs &&
      cursor.kind === kind &&
      cursor.target === target &&
      cursor.payload === payload &&
      this.names[kind] === this.foundNames[kind];
    if (agrees) {
      this.same++;
      return;
    }
    this.diverge(more, { timeNs, kind, target, payload, name: this.foundNames[kind] ?? `kind ${kind}` });
    throw this.stop;
  }

  result(): Replay {
    if (this.divergence === null && this.cursor.next()) this.diverge(true, null);
    return { events: this.same, divergence: this.divergence };
  }

  private diverge(more: boolean, found: NamedEvent | null): void {
    const { timeNs, kind, target, payload } = this.cursor;
    const expected = more ? { timeNs, kind, target, payload, name: this.names[kind]! } : null;
    const at = Math.min(expected?.timeNs ?? Infinity, found?.timeNs ?? Infinity);
    this.divergence = { index: this.same, timeNs: at, expected, found };
  }
}
