import { checksum } from './checksum.ts';
import { EventCursor, type EventSpan } from './event-cursor.ts';
import { EventLogError } from './event-log-error.ts';
import { type LogSummary, logFormat } from './log-format.ts';
import { readLogSummary } from './read-log-summary.ts';

/** One event of a log, as it was scheduled. */
export interface LoggedEvent {
  readonly timeNs: number;
  readonly kind: number;
  readonly target: number;
  readonly payload: number;
}

/** A log whose frame, checksums and summary were found sound; its events are decoded as they are asked for. */
export interface EventLogFile extends LogSummary {
  /** Bytes that hold events, without the frame. */
  readonly eventBytes: number;
  /** Walks the events without an object each. */
  cursor(): EventCursor;
  /** @throws EventLogError where an event is not well formed */
  events(): Generator<LoggedEvent, void, void>;
}

/**
 * Reads the bytes of an event log, whoever made them: takes time and memory in proportion to the bytes, whatever they
 * say of themselves.
 * @throws EventLogError with the offset of the byte: other magic or version, truncated, a checksum or a summary that
 *   does not hold, bytes after the end
 */
export function readEventLog(bytes: Uint8Array): EventLogFile {
  const spans: EventSpan[] = [];
  let at = readHead(bytes);
  let chain = checksum(bytes, 0, at, 0);
  let events = 0;
  let eventBytes = 0;
  for (;;) {
    const block = readBlockHead(bytes, at);
    const sum = checksum(bytes, at, block.to, chain);
    if (sum !== u32(bytes, block.to)) {
      const blame = `the checksum does not hold for the block from byte ${at}: the file was changed`;
      throw new EventLogError('E_LOG_CHECKSUM', block.to, `${blame}; write the log again`);
    }
    chain = sum;
    at = block.to + logFormat.checksumBytes;
    if (block.type === logFormat.lastBlock) {
      const summary = readLogSummary(bytes, block.from, block.to);
      if (summary.count !== events) {
        const what = `the summary tells of ${summary.count} events, the blocks hold ${events}`;
        throw new EventLogError('E_LOG_FORMAT', block.from, what);
      }
      if (at < bytes.length)
        throw new EventLogError('E_LOG_FORMAT', at, `${bytes.length - at} bytes follow the last block`);
      const cursor = () => new EventCursor(bytes, spans, summary);
      return { ...summary, eventBytes, cursor, events: () => generate(cursor()) };
    }
    events += block.events;
    eventBytes += block.to - block.from;
    spans.push(block);
  }
}

function* generate(cursor: EventCursor): Generator<LoggedEvent, void, void> {
  while (cursor.next()) {
    const { timeNs, kind, target, payload } = cursor;
    yield { timeNs, kind, target, payload };
  }
}

function readHead(bytes: Uint8Array): number {
  const { magic, version } = logFormat;
  for (let i = 0; i < magic.length; i++) {
    if (i >= bytes.length) throw truncated(bytes, magic.length + 4 - i);
    if (bytes[i] !== magic[i]) {
      const found = bytes[i]!.toString(16).padStart(2, '0');
      const wanted = magic[i]!.toString(16).padStart(2, '0');
      throw new EventLogError('E_LOG_MAGIC', i, `no event log: found ${found}, expected ${wanted}`);
    }
  }
  if (bytes.length < magic.length + 4) throw truncated(bytes, magic.length + 4 - bytes.length);
  const found = u32(bytes, magic.length);
  if (found !== version) {
    const what = `version ${found}; this program reads version ${version}`;
    throw new EventLogError('E_LOG_VERSION', magic.length, `${what}: read it with the program that wrote it`);
  }
  return magic.length + 4;
}

interface Block extends EventSpan {
  readonly type: number;
}

function readBlockHead(bytes: Uint8Array, at: number): Block {
  const { blockHeadBytes, checksumBytes, eventBlock, lastBlock } = logFormat;
  if (bytes.length - at < blockHeadBytes) throw truncated(bytes, blockHeadBytes - (bytes.length - at));
  const type = bytes[at]!;
  if (type !== eventBlock && type !== lastBlock) {
    const what = `a block of type ${type}; there are ${eventBlock} (events) and ${lastBlock} (the last)`;
    throw new EventLogError('E_LOG_FORMAT', at, what);
  }
  const length = u32(bytes, at + 1);
  const events = u32(bytes, at + 5);
  const from = at + blockHeadBytes;
  const missing = length + checksumBytes - (bytes.length - from);
  if (missing > 0) throw truncated(bytes, missing);
  // An event takes a byte at least, so that a count never asks for more than the file holds.
  if (type === eventBlock ? events > length || (events === 0) !== (length === 0) : events !== 0) {
    throw new EventLogError(
      'E_LOG_FORMAT',
      at + 5,
      `a block of ${length} bytes says it holds ${events} events`,
    );
  }
  return { type, from, to: from + length, events };
}

function truncated(bytes: Uint8Array, missing: number): EventLogError {
  const what = `the file ends here, ${missing} bytes or more are missing`;
  return new EventLogError(
    'E_LOG_TRUNCATED',
    bytes.length,
    `${what}: the run was stopped or the copy cut short`,
  );
}

function u32(bytes: Uint8Array, at: number): number {
  return (bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24)) >>> 0;
}
