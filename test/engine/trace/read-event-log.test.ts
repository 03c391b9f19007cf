import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checksum } from '../../../sim/engine/trace/checksum.ts';
import { EventLogError } from '../../../sim/engine/trace/event-log-error.ts';
import { readEventLog } from '../../../sim/engine/trace/read-event-log.ts';
import { logModel } from './small-model.ts';

const headBytes = 12;
const sound = logModel({ seed: 1, customers: 60 }, { meta: { label: 'small' }, blockBytes: 64 }).bytes;

/** Reads everything. @returns events, or the error, which must be one of ours with an offset inside the file */
function readAll(bytes: Uint8Array): number | EventLogError {
  try {
    let events = 0;
    for (const event of readEventLog(bytes).events()) {
      if (!Number.isSafeInteger(event.timeNs)) throw new Error(`time ${event.timeNs}`);
      events++;
    }
    return events;
  } catch (error) {
    if (!(error instanceof EventLogError)) throw error;
    expect(error.offset).toBeGreaterThanOrEqual(0);
    expect(error.offset).toBeLessThanOrEqual(bytes.length);
    expect(error.message).toContain(`byte ${error.offset}`);
    return error;
  }
}

/** Offsets of the blocks of a log. */
function blocksOf(bytes: Uint8Array): number[] {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const found: number[] = [];
  for (let at = headBytes; at < bytes.length; at += 13 + view.getUint32(at + 1, true)) found.push(at);
  return found;
}

/** Makes the checksums right again after a change: what a hostile writer would do. */
function reseal(bytes: Uint8Array): Uint8Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  let chain = checksum(bytes, 0, headBytes, 0);
  for (let at = headBytes; at + 13 <= bytes.length; ) {
    const end = at + 9 + view.getUint32(at + 1, true);
    if (end + 4 > bytes.length) break;
    chain = checksum(bytes, at, end, chain);
    view.setUint32(end, chain, true);
    at = end + 4;
  }
  return bytes;
}

/** A log of one event block with this content, and a last block with this text. */
function forged(content: readonly number[], events: number, summary: string): Uint8Array {
  const text = new TextEncoder().encode(summary);
  const bytes = new Uint8Array(headBytes + 13 + content.length + 13 + text.length);
  const view = new DataView(bytes.buffer);
  bytes.set(sound.subarray(0, headBytes));
  bytes[headBytes] = 0x45;
  view.setUint32(headBytes + 1, content.length, true);
  view.setUint32(headBytes + 5, events, true);
  bytes.set(content, headBytes + 9);
  const last = headBytes + 13 + content.length;
  bytes[last] = 0x5a;
  view.setUint32(last + 1, text.length, true);
  bytes.set(text, last + 9);
  return reseal(bytes);
}

const summary = (change: object = {}) =>
  JSON.stringify({ kinds: ['tick'], meta: {}, count: 1, endNs: 100, hash: '0'.repeat(16), ...change });

describe('reading an event log', () => {
  it('answers random bytes with an error that names the offset', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.boolean(), (bytes, headed) => {
        const whole = headed ? Uint8Array.of(...sound.subarray(0, headBytes), ...bytes) : bytes;
        expect(readAll(whole)).toBeInstanceOf(EventLogError);
        // The same with checksums that hold.
        if (headed) readAll(reseal(whole));
      }),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('finds every flipped byte', () => {
    fc.assert(
      fc.property(fc.nat(sound.length - 1), fc.integer({ min: 1, max: 255 }), (at, flip) => {
        const bytes = sound.slice();
        bytes[at]! ^= flip;
        expect(readAll(bytes)).toBeInstanceOf(EventLogError);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });

  it('finds every cut', () => {
    for (let length = 0; length < sound.length; length++) {
      const error = readAll(sound.subarray(0, length));
      expect((error as EventLogError).code).toBe('E_LOG_TRUNCATED');
      expect((error as EventLogError).offset).toBe(length);
    }
    expect(readAll(sound)).toBe(120);
  });

  it('survives changes under checksums that hold: ends, and yields no more events than bytes', () => {
    const change = fc.tuple(fc.nat(sound.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 8 }), (changes) => {
        const bytes = sound.slice();
        for (const [at, value] of changes) if (at >= headBytes) bytes[at] = value;
        const answer = readAll(reseal(bytes));
        if (typeof answer === 'number') expect(answer).toBeLessThanOrEqual(bytes.length);
      }),
      { seed: 42, numRuns: 2000 },
    );
  });

  it.each<[string, () => Uint8Array, string, number, RegExp]>([
    ['an empty file', () => new Uint8Array(0), 'E_LOG_TRUNCATED', 0, /12 bytes or more are missing/],
    ['another file', () => new TextEncoder().encode('{"a": 1}'), 'E_LOG_MAGIC', 0, /found 7b, expected 53/],
    [
      'a log sent as text',
      () =>
        Uint8Array.from(Buffer.from(sound).toString('latin1').replace('\r\n', '\n'), (c) => c.charCodeAt(0)),
      'E_LOG_MAGIC',
      5,
      /found 0a, expected 0d/,
    ],
    [
      'another version',
      () => {
        const bytes = sound.slice();
        bytes[8] = 9;
        return bytes;
      },
      'E_LOG_VERSION',
      8,
      /version 9; this program reads version 1/,
    ],
    [
      'a flipped byte in the second block',
      () => {
        const bytes = sound.slice();
        bytes[blocksOf(bytes)[1]! + 20]! ^= 1;
        return bytes;
      },
      'E_LOG_CHECKSUM',
      blocksOf(sound)[2]! - 4,
      /block from byte \d+: the file was changed/,
    ],
    [
      'a block that is missing',
      () => {
        const [first, second] = blocksOf(sound);
        return Uint8Array.from([...sound.subarray(0, first), ...sound.subarray(second)]);
      },
      'E_LOG_CHECKSUM',
      blocksOf(sound)[0]! + (blocksOf(sound)[2]! - blocksOf(sound)[1]!) - 4,
      /checksum/,
    ],
    ['bytes after the end', () => Uint8Array.of(...sound, 0), 'E_LOG_FORMAT', sound.length, /1 bytes follow/],
    [
      'a block longer than the file',
      () => Uint8Array.of(...sound.subarray(0, headBytes), 0x45, 255, 255, 255, 255, 255, 255, 255, 255),
      'E_LOG_TRUNCATED',
      headBytes + 9,
      /4294967299 bytes or more are missing/,
    ],
    [
      'more events than bytes',
      () => forged([1, 5], 3, summary()),
      'E_LOG_FORMAT',
      17,
      /2 bytes says it holds 3/,
    ],
    [
      'an unknown block',
      () => Uint8Array.of(...sound.subarray(0, headBytes), ...new Uint8Array(13)),
      'E_LOG_FORMAT',
      12,
      /type 0/,
    ],
    [
      'a wrong count',
      () => forged([1, 5], 1, summary({ count: 2 })),
      'E_LOG_FORMAT',
      36,
      /tells of 2 events/,
    ],
    [
      'an event past the end',
      () => forged([1, 101], 1, summary()),
      'E_LOG_FORMAT',
      21,
      /at 101 ns; the run ended at 100/,
    ],
    [
      'an unknown kind',
      () => forged([0x41, 5], 1, summary()),
      'E_LOG_FORMAT',
      21,
      /kind 1; the log names 1 kinds/,
    ],
    ['a cut event', () => forged([2, 5], 1, summary()), 'E_LOG_FORMAT', 23, /does not end in its block/],
    [
      'bytes behind the events',
      () => forged([1, 5, 0], 1, summary()),
      'E_LOG_FORMAT',
      23,
      /1 bytes follow the last event/,
    ],
    ['a payload mode', () => forged([0x31, 5], 1, summary()), 'E_LOG_FORMAT', 21, /payload mode 3/],
    [
      'a number without end',
      () => forged([0x28, 255, 255, 255, 255, 255, 255, 255], 1, summary()),
      'E_LOG_FORMAT',
      26,
      /more than 32 bits/,
    ],
    ['a summary that is no JSON', () => forged([1, 5], 1, '{'), 'E_LOG_FORMAT', 36, /no JSON/],
    ['a summary nested without end', () => forged([1, 5], 1, '['.repeat(1e5)), 'E_LOG_FORMAT', 36, /no JSON/],
    [
      '257 kinds',
      () => forged([1, 5], 1, summary({ kinds: Array(257).fill('a') })),
      'E_LOG_FORMAT',
      36,
      /"kinds"/,
    ],
    ['meta within meta', () => forged([1, 5], 1, summary({ meta: { a: {} } })), 'E_LOG_FORMAT', 36, /"meta"/],
    ['a negative end', () => forged([1, 5], 1, summary({ endNs: -1 })), 'E_LOG_FORMAT', 36, /"endNs"/],
    ['a count of halves', () => forged([1, 5], 1, summary({ count: 0.5 })), 'E_LOG_FORMAT', 36, /"count"/],
    ['a short hash', () => forged([1, 5], 1, summary({ hash: '0' })), 'E_LOG_FORMAT', 36, /"hash"/],
  ])('refuses %s', (_what, make, code, offset, told) => {
    const error = readAll(make());
    expect(error).toBeInstanceOf(EventLogError);
    expect(error).toMatchObject({ code, offset });
    expect((error as EventLogError).message).toMatch(told);
  });
});
