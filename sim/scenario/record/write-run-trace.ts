import type { TraceArgs } from '../../engine/trace/chrome-trace.ts';
import {
  charactersPerRecord,
  type WrittenTimeline,
  writeTimeline,
} from '../../report/trace/write-timeline.ts';
import type { RequestRun } from '../simulate/request-run.ts';
import { Timeline } from '../simulate/timeline.ts';
import type { WatchableRun } from './describe-event.ts';

/** What viewers open without trouble: a trace without an end ends before it has so many characters. */
const mostCharacters = 48e6;

/** Which part of a run is written, and how it is named. */
export interface TracePart {
  readonly title: string;
  /** Shown as metadata, besides deadline and event hash. */
  readonly about: TraceArgs;
  readonly fromNs: number;
  /** Null: as far as a viewer opens without trouble. */
  readonly toNs: number | null;
}

/** What was written of a run. */
export interface WrittenRun {
  readonly done: RequestRun;
  readonly fromNs: number;
  readonly toNs: number;
  /** Null, and nothing is written, where the run ends before the part begins. */
  readonly shown: WrittenTimeline | null;
}

/** Simulates a run once more and writes what happens in it as a Chrome trace, for Perfetto. */
export function writeRunTrace(
  { system, trace, optionIds, run }: WatchableRun,
  part: TracePart,
  write: (text: string) => void,
): WrittenRun {
  const timeline = new Timeline(system, trace, {
    fromNs: part.fromNs,
    toNs: part.toNs ?? Number.MAX_SAFE_INTEGER,
    mostRecords:
      part.toNs === null ? Math.floor(mostCharacters / charactersPerRecord) : Number.POSITIVE_INFINITY,
  });
  const done = run({ observer: timeline });
  if (timeline.fromNs >= done.endNs) return { done, fromNs: part.fromNs, toNs: timeline.toNs, shown: null };
  timeline.close(done.endNs);
  const about = { ...part.about, deadlineMs: system.deadlineNs / 1e6, eventHash: done.eventHash };
  const shown = writeTimeline(timeline, { title: part.title, about, system, trace, optionIds }, write);
  return { done, fromNs: timeline.fromNs, toNs: timeline.toNs, shown };
}
