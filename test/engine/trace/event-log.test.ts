import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../../sim/engine/engine-error.ts';
import { EventLog } from '../../../sim/engine/trace/event-log.ts';
import { EventTraceHash } from '../../../sim/engine/trace/event-trace-hash.ts';
import { type LoggedEvent, readEventLog } from '../../../sim/engine/trace/read-event-log.ts';
import { rehashEventLog } from '../../../sim/engine/trace/rehash-event-log.ts';
import { logModel } from './small-model.ts';

const int32 = fc.oneof(
  fc.integer({ min: -3, max: 200 }),
  fc.integer(),
  fc.constantFrom(-(2 ** 31), 2 ** 31 - 1),
);
/** Delays as hardware has them, and the longest that fit. */
const gapNs = fc.oneof(
  fc.constantFrom(0, 0, 1, 255, 256, 65_535, 2 ** 32 - 1, 2 ** 32, 2 ** 32 + 1),
  fc.integer({ min: 0, max: 100_000 }),
  fc.integer({ min: 0, max: 2 ** 46 }),
);
const event = fc.record({ gapNs, kind: fc.oneof(fc.nat(3), fc.nat(255)), target: int32, payload: int32 });
const kindNames = Array.from({ length: 256 }, (_, k) => `kind "${k}"`);

function logOf(
  events: readonly { gapNs: number; kind: number; target: number; payload: number }[],
  blockBytes: number,
  write?: (bytes: Uint8Array) => void,
) {
  const meta = { label: 'näme\n"', seed: 7, share: 0.25, late: true, nothing: null };
  const log = new EventLog({ meta, blockBytes, ...(write ? { write } : {}) });
  const trace = new EventTraceHash();
  const expected: LoggedEvent[] = [];
  let timeNs = 0;
  for (const { gapNs, kind, target, payload } of events) {
    timeNs += gapNs;
    log.add(timeNs, kind, target, payload);
    trace.add(timeNs, kind, target, payload);
    expected.push({ timeNs, kind, target, payload });
  }
  const summary = { meta, kinds: kindNames, count: expected.length, endNs: timeNs + 1, hash: trace.digest() };
  const bytes = log.end({ now: timeNs + 1, kindNames, trace });
  return { bytes, expected, summary };
}

describe('event log', () => {
  it('reads what was written, in blocks of any size, and hashes to the same digest', () => {
    fc.assert(
      fc.property(
        fc.array(event, { maxLength: 100 }),
        fc.integer({ min: 64, max: 300 }),
        (events, blockBytes) => {
          const { bytes, expected, summary } = logOf(events, blockBytes);
          const log = readEventLog(bytes);
          expect(log).toMatchObject(summary);
          expect([...log.events()]).toEqual(expected);
          expect(rehashEventLog(log)).toEqual({ hash: summary.hash, agrees: true });
          const cursor = log.cursor();
          while (cursor.next());
          expect(cursor.index).toBe(expected.length - 1);
        },
      ),
      { seed: 42, numRuns: 300 },
    );
  });

  it('gives a receiver the same bytes, piece by piece, and keeps none', () => {
    fc.assert(
      fc.property(fc.array(event, { maxLength: 60 }), (events) => {
        const pieces: Uint8Array[] = [];
        const { bytes: rest } = logOf(events, 64, (piece) => pieces.push(piece));
        expect(rest).toHaveLength(0);
        expect(Buffer.compare(Buffer.concat(pieces), logOf(events, 64).bytes)).toBe(0);
        expect(pieces.slice(0, -1).every((piece) => piece.length <= 64 + 19 + 13)).toBe(true);
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('holds the digest of the environment it was given to, and every event handled', () => {
    const { bytes, env } = logModel({ seed: 3, customers: 500 }, { meta: { seed: 3 }, blockBytes: 256 });
    const log = readEventLog(bytes);
    expect(log).toMatchObject({
      kinds: ['arrival', 'departure'],
      meta: { seed: 3 },
      count: env.handled,
      endNs: env.now,
      hash: env.trace.digest(),
    });
    expect(rehashEventLog(log).agrees).toBe(true);
    expect(log.count).toBe(1000);
    expect(log.eventBytes / log.count).toBeLessThan(4);
  });

  it('says when the events are not those of the stated hash', () => {
    const log = new EventLog();
    log.add(5, 0, 0, 0);
    const bytes = log.end({ now: 5, kindNames: ['tick'], trace: new EventTraceHash() });
    expect(rehashEventLog(readEventLog(bytes)).agrees).toBe(false);
  });

  it.each([
    ['time that falls', 9],
    ['a fraction of a ns', 10.5],
    ['no time', Number.NaN],
    ['endless time', Number.POSITIVE_INFINITY],
  ])('refuses %s', (_what, timeNs) => {
    const log = new EventLog();
    log.add(10, 0, 0, 0);
    expect(() => log.add(timeNs, 1, 0, 0)).toThrow(EngineError);
    expect(() => log.add(timeNs, 1, 0, 0)).toThrow(/kind 1 at .* ns after one at 10 ns/);
  });

  it('refuses events after its end, a second end, and blocks too small', () => {
    const log = new EventLog();
    const env = { now: 10, kindNames: ['tick'], trace: new EventTraceHash() };
    log.add(10, 0, 0, 0);
    log.end(env);
    expect(() => log.add(11, 0, 0, 0)).toThrow(/after its end/);
    expect(() => log.end(env)).toThrow(/ended twice/);
    expect(() => new EventLog({ blockBytes: 63 })).toThrow(/blockBytes 63/);
  });
});
