import { EventLogError } from './event-log-error.ts';
import { type LogSummary, logFormat } from './log-format.ts';

/** Where the events of a block lie: bytes `from … to`, and how many they are. */
export interface EventSpan {
  readonly from: number;
  readonly to: number;
  readonly events: number;
}

/** Walks the events of a log; after `next` its fields are those of the event. No object an event. */
export class EventCursor {
  timeNs = 0;
  kind = 0;
  target = 0;
  payload = 0;
  /** Number of the event, from 0; -1 before the first. */
  index = -1;
  /** Byte of the file at which the event begins. */
  offset = 0;

  private readonly bytes: Uint8Array;
  private readonly spans: readonly EventSpan[];
  private readonly kinds: number;
  private readonly endNs: number;
  private readonly lastTargets = new Int32Array(256);
  private readonly lastPayloads = new Int32Array(256);
  private span = -1;
  private left = 0;
  private at = 0;
  private to = 0;

  constructor(bytes: Uint8Array, spans: readonly EventSpan[], { kinds, endNs }: LogSummary) {
    this.bytes = bytes;
    this.spans = spans;
    this.kinds = kinds.length;
    this.endNs = endNs;
  }

  /** Goes on to the next event. @returns false after the last @throws EventLogError where it is not well formed */
  next(): boolean {
    while (this.left === 0) {
      if (this.at !== this.to)
        throw new EventLogError(
          'E_LOG_FORMAT',
          this.at,
          `${this.to - this.at} bytes follow the last event of a block`,
        );
      const span = this.spans[++this.span];
      if (span === undefined) return false;
      this.left = span.events;
      this.at = span.from;
      this.to = span.to;
    }
    this.offset = this.at;
    const tag = this.byte();
    const kind = tag >> 6 === logFormat.kindFollows ? this.byte() : tag >> 6;
    if (kind >= this.kinds)
      throw new EventLogError(
        'E_LOG_FORMAT',
        this.offset,
        `an event of kind ${kind}; the log names ${this.kinds} kinds`,
      );
    const timeNs = this.timeNs + this.littleEndian(tag & 7);
    if (timeNs > this.endNs)
      throw new EventLogError(
        'E_LOG_FORMAT',
        this.offset,
        `an event at ${timeNs} ns; the run ended at ${this.endNs} ns`,
      );
    if (tag & logFormat.targetFollows) this.lastTargets[kind]! += this.zigZag();
    const payload = (tag >> 4) & 3;
    if (payload === logFormat.payloadNext) this.lastPayloads[kind]! += 1;
    else if (payload === logFormat.payloadFollows) this.lastPayloads[kind]! += this.zigZag();
    else if (payload !== logFormat.payloadSame)
      throw new EventLogError('E_LOG_FORMAT', this.offset, `tag ${tag}: payload mode 3 is not allowed`);
    this.timeNs = timeNs;
    this.kind = kind;
    this.target = this.lastTargets[kind]!;
    this.payload = this.lastPayloads[kind]!;
    this.index++;
    this.left--;
    return true;
  }

  private byte(): number {
    if (this.at >= this.to)
      throw new EventLogError(
        'E_LOG_FORMAT',
        this.at,
        `the event from byte ${this.offset} does not end in its block`,
      );
    return this.bytes[this.at++]!;
  }

  private littleEndian(count: number): number {
    let value = 0;
    let scale = 1;
    for (let i = 0; i < count; i++) {
      value += this.byte() * scale;
      scale *= 256;
    }
    return value;
  }

  /** A signed 32-bit number in groups of 7 bits; sums of it wrap in the arrays of 32-bit integers. */
  private zigZag(): number {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = this.byte();
      if (shift === 28 && byte > 0x0f)
        throw new EventLogError('E_LOG_FORMAT', this.at - 1, 'a number of more than 32 bits');
      value |= (byte & 0x7f) << shift;
      if (byte < 0x80) return (value >>> 1) ^ -(value & 1);
    }
  }
}
