/**
 * Layout of an event log, version 1. Whole numbers are little-endian.
 *
 *     file     magic (8 bytes)  version (u32)  block*  last block
 *     block    type (u8: 'E' events, 'Z' the last)  length (u32)  events (u32)  content (length bytes)  checksum (u32)
 *
 * A block's checksum covers the file from its first byte up to itself (each is seeded with the one before it). The
 * names of the kinds, the count, the end time and the hash are known only when a run has ended, and a log is only ever
 * appended to: they stand in the last block, as JSON. Bytes after it are an error.
 *
 *     event    tag (u8)  [kind (u8)]  time  [target]  [payload]
 *     tag      bits 0-2  bytes of the time, 0 to 7: ns since the event before
 *              bit 3     the target follows; else it is that of the last event of this kind
 *              bits 4-5  payload: 0 that of the last event of this kind, 1 one more, 2 follows; 3 is not allowed
 *              bits 6-7  kind 0, 1 or 2; 3: the kind follows
 *     target, payload    difference to the last event of the kind, modulo 2^32, zig-zag, in groups of 7 bits
 */
export const logFormat = {
  /** Not text from its last byte on, and a line break that a transfer as text would change. */
  magic: Uint8Array.of(0x53, 0x57, 0x4c, 0x4f, 0x47, 0x0d, 0x0a, 0x1a),
  version: 1,
  eventBlock: 0x45,
  lastBlock: 0x5a,
  /** Type, length and count. */
  blockHeadBytes: 9,
  checksumBytes: 4,
  /** Tag, kind, 7 bytes of time, twice 5 of a 32-bit number. */
  mostEventBytes: 19,
  payloadSame: 0,
  payloadNext: 1,
  payloadFollows: 2,
  targetFollows: 8,
  kindFollows: 3,
} as const;

/** Anything that says where a log comes from. */
export type LogMeta = Readonly<Record<string, string | number | boolean | null>>;

/** What the last block holds. */
export interface LogSummary {
  /** Names of the kinds of event, by number. */
  readonly kinds: readonly string[];
  readonly meta: LogMeta;
  /** Events. */
  readonly count: number;
  /** Simulated time at the end of the run, ns; not before the last event. */
  readonly endNs: number;
  /** Digest of the events, 16 hexadecimal digits (`EventTraceHash`). */
  readonly hash: string;
}
