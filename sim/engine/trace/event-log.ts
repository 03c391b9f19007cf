import { fail } from '../engine-error.ts';
import type { EventSink } from '../environment.ts';
import { checksum } from './checksum.ts';
import { type LogMeta, type LogSummary, logFormat } from './log-format.ts';

/** How a log is kept. */
export interface EventLogOptions {
  /** Where the run comes from: label, seed, and whatever it takes to run it again. */
  readonly meta?: LogMeta;
  /**
   * Takes the file piece by piece, in order; the log then holds one block and no more, however long the run is. The
   * pieces are the receiver's. Without it the file is kept and returned by `end`.
   */
  readonly write?: (bytes: Uint8Array) => void;
  /** Bytes of events in a block, 64 or more; 65,536 by default. */
  readonly blockBytes?: number;
}

/** What a log needs to know of the environment whose events it kept. */
export interface LoggedEnvironment {
  readonly now: number;
  readonly kindNames: readonly string[];
  readonly trace: { digest(): string };
}

/**
 * Keeps every event of a run in some five bytes (log-format.ts has the layout). Give it to an environment, run, and
 * `end` it:
 *
 *     const log = new EventLog({ meta: { seed: 1 } });
 *     const env = new Environment({ log });
 *     ...
 *     env.run();
 *     const bytes = log.end(env);
 */
export class EventLog implements EventSink {
  private readonly meta: LogMeta;
  private readonly write: ((bytes: Uint8Array) => void) | null;
  private readonly kept: Uint8Array[] = [];
  private readonly block: Uint8Array;
  private readonly full: number;
  private readonly lastTargets = new Int32Array(256);
  private readonly lastPayloads = new Int32Array(256);
  private used = 0;
  private blockEvents = 0;
  private lastNs = 0;
  private count = 0;
  private chain = 0;
  private ended = false;

  constructor({ meta = {}, write, blockBytes = 65_536 }: EventLogOptions = {}) {
    if (!(Number.isInteger(blockBytes) && blockBytes >= 64 && blockBytes <= 2 ** 30)) {
      fail('E_ENGINE_LOG', 0, `event log: blockBytes ${blockBytes}; give a whole number from 64 to 2^30`);
    }
    this.meta = meta;
    this.write = write ?? null;
    this.block = new Uint8Array(blockBytes + logFormat.mostEventBytes);
    this.full = blockBytes;
    const head = new Uint8Array(logFormat.magic.length + 4);
    head.set(logFormat.magic);
    putU32(head, logFormat.magic.length, logFormat.version);
    this.chain = checksum(head, 0, head.length, 0);
    this.put(head);
  }

  /** @throws EngineError when the time is before the last event's or no whole number of ns, or the log has ended */
  add(timeNs: number, kind: number, target: number, payload: number): void {
    const { block } = this;
    const dtNs = timeNs - this.lastNs;
    const low = dtNs >>> 0;
    let tag = (kind < logFormat.kindFollows ? kind : logFormat.kindFollows) << 6;
    const tagAt = this.used;
    let at = tagAt + 1;
    if (kind >= logFormat.kindFollows) block[at++] = kind;
    const timeAt = at;
    // All four bytes and then as many as count: cheaper than a branch for each.
    block[at] = low;
    block[at + 1] = low >>> 8;
    block[at + 2] = low >>> 16;
    block[at + 3] = low >>> 24;
    if (low === dtNs) at += (39 - Math.clz32(low)) >> 3;
    else {
      if (!(dtNs > 0 && Number.isSafeInteger(timeNs))) this.refuse(timeNs, kind);
      at += 4;
      for (let rest = Math.floor(dtNs / 4294967296); rest !== 0; rest >>>= 8) block[at++] = rest;
    }
    tag |= at - timeAt;
    const dTarget = (target - this.lastTargets[kind]!) | 0;
    if (dTarget !== 0) {
      tag |= logFormat.targetFollows;
      at = putZigZag(block, at, dTarget);
      this.lastTargets[kind] = target;
    }
    const dPayload = (payload - this.lastPayloads[kind]!) | 0;
    if (dPayload !== 0) {
      this.lastPayloads[kind] = payload;
      if (dPayload === 1) tag |= logFormat.payloadNext << 4;
      else {
        tag |= logFormat.payloadFollows << 4;
        at = putZigZag(block, at, dPayload);
      }
    }
    block[tagAt] = tag;
    this.used = at;
    this.lastNs = timeNs;
    this.blockEvents++;
    if (at >= this.full) this.flush();
  }

  /**
   * Writes what is left and the last block.
   * @param environment the one that the log was given to, after its run
   * @returns the whole file; nothing where `write` took it
   */
  end(environment: LoggedEnvironment): Uint8Array {
    if (this.ended) fail('E_ENGINE_LOG', environment.now, 'event log: ended twice');
    if (this.blockEvents > 0) this.flush();
    this.ended = true;
    // No time comes after it: `add` refuses every later event without a check of its own.
    this.lastNs = Number.POSITIVE_INFINITY;
    const summary: LogSummary = {
      kinds: environment.kindNames,
      meta: this.meta,
      count: this.count,
      endNs: environment.now,
      hash: environment.trace.digest(),
    };
    const content = new TextEncoder().encode(JSON.stringify(summary));
    this.putBlock(logFormat.lastBlock, content, content.length, 0);
    const whole = new Uint8Array(this.kept.reduce((sum, piece) => sum + piece.length, 0));
    let at = 0;
    for (const piece of this.kept) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }

  private flush(): void {
    this.count += this.blockEvents;
    this.putBlock(logFormat.eventBlock, this.block, this.used, this.blockEvents);
    this.used = 0;
    this.blockEvents = 0;
  }

  private putBlock(type: number, content: Uint8Array, length: number, events: number): void {
    const { blockHeadBytes, checksumBytes } = logFormat;
    const bytes = new Uint8Array(blockHeadBytes + length + checksumBytes);
    bytes[0] = type;
    putU32(bytes, 1, length);
    putU32(bytes, 5, events);
    bytes.set(content.subarray(0, length), blockHeadBytes);
    const end = blockHeadBytes + length;
    this.chain = checksum(bytes, 0, end, this.chain);
    putU32(bytes, end, this.chain);
    this.put(bytes);
  }

  private put(bytes: Uint8Array): void {
    if (this.write === null) this.kept.push(bytes);
    else this.write(bytes);
  }

  private refuse(timeNs: number, kind: number): never {
    if (this.ended)
      fail('E_ENGINE_LOG', timeNs, `event log: event of kind ${kind} at ${timeNs} ns after its end`);
    const what = `event log: event of kind ${kind} at ${timeNs} ns after one at ${this.lastNs} ns`;
    fail('E_ENGINE_LOG', this.lastNs, `${what}; give whole numbers of ns that never fall`);
  }
}

function putU32(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value;
  bytes[at + 1] = value >>> 8;
  bytes[at + 2] = value >>> 16;
  bytes[at + 3] = value >>> 24;
}

/** @returns the offset behind the number */
function putZigZag(bytes: Uint8Array, at: number, value: number): number {
  let rest = ((value << 1) ^ (value >> 31)) >>> 0;
  while (rest > 0x7f) {
    bytes[at++] = rest | 0x80;
    rest >>>= 7;
  }
  bytes[at++] = rest;
  return at;
}
