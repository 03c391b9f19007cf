import type { ByteFeed } from './byte-feed.ts';
import type { EventSink } from './event-sink.ts';

/** Reads one format of events from bytes that arrive in pieces. */
export interface EventDecoder {
  /** Takes whole records off the feed. @throws DataFormatError */
  decode(feed: ByteFeed, sink: EventSink): void;
  /** After the last piece. @throws DataFormatError when the file ends within something */
  end(feed: ByteFeed, sink: EventSink): void;
}

const longestLine = 65_536;

/** Refuses a line of a text heading that does not end: what is kept of a file must not grow with it. */
export function refuseEndlessLine(feed: ByteFeed, sink: EventSink): void {
  if (feed.available > longestLine)
    sink.refuse(`byte ${feed.position}`, `a heading line of more than ${longestLine} bytes`);
}

/** Refuses bytes that are left over at the end of a file of records. */
export function endOfRecords(feed: ByteFeed, sink: EventSink, record: number): void {
  if (feed.available > 0) {
    sink.refuse(`byte ${feed.position}`, `the file ends after ${feed.available} of ${record} bytes`);
  }
}
