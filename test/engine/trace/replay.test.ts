import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EventSink } from '../../../sim/engine/environment.ts';
import { EventLog } from '../../../sim/engine/trace/event-log.ts';
import { EventTraceHash } from '../../../sim/engine/trace/event-trace-hash.ts';
import { readEventLog } from '../../../sim/engine/trace/read-event-log.ts';
import { replay } from '../../../sim/engine/trace/replay.ts';
import { buildModel, logModel, type SmallModel } from './small-model.ts';

const model = fc.record({ seed: fc.nat(1000), customers: fc.integer({ min: 1, max: 80 }) });
const logged = (of: SmallModel) => readEventLog(logModel(of, { blockBytes: 128 }).bytes);
const names = ['arrival', 'departure'];

describe('replay', () => {
  it('finds no divergence in the same model', () => {
    fc.assert(
      fc.property(model, (same) => {
        const log = logged(same);
        expect(replay(log, (sink) => buildModel(same, sink))).toEqual({
          events: log.count,
          divergence: null,
        });
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('finds the first event that differs in a perturbed model', () => {
    fc.assert(
      fc.property(model, fc.nat(100), (same, lateFrom) => {
        const log = logged(same);
        const expected = [...log.events()];
        const found = [...logged({ ...same, lateFrom }).events()];
        const index = expected.findIndex((event, i) => JSON.stringify(event) !== JSON.stringify(found[i]));
        const { divergence, events } = replay(log, (sink) => buildModel({ ...same, lateFrom }, sink));
        if (lateFrom >= same.customers) {
          expect(divergence).toBeNull();
          return;
        }
        expect(index).toBeGreaterThanOrEqual(0);
        const named = (event: (typeof expected)[number]) => ({ ...event, name: names[event.kind] });
        expect(events).toBe(index);
        expect(divergence).toEqual({
          index,
          timeNs: Math.min(expected[index]!.timeNs, found[index]!.timeNs),
          expected: named(expected[index]!),
          found: named(found[index]!),
        });
      }),
      { seed: 42, numRuns: 300 },
    );
  });

  it('finds a run that ends before its log, and one that goes on after it', () => {
    const long = { seed: 5, customers: 10 };
    const short = { seed: 5, customers: 0 };
    const ended = replay(logged(long), (sink) => buildModel(short, sink));
    expect(ended.divergence).toMatchObject({
      index: 0,
      timeNs: 5,
      expected: { name: 'arrival' },
      found: null,
    });
    const wentOn = replay(logged(short), (sink) => buildModel(long, sink));
    expect(wentOn.divergence).toMatchObject({
      index: 0,
      timeNs: 5,
      expected: null,
      found: { name: 'arrival' },
    });
  });

  it('tells kinds apart by name', () => {
    const same = { seed: 5, customers: 10 };
    const { divergence } = replay(logged(same), (sink) => buildModel({ ...same, kind: 'leaves' }, sink));
    expect(divergence).toMatchObject({ expected: { name: 'departure' }, found: { name: 'leaves' } });
  });

  it.each([
    ['time', [8, 0, 2, 3]],
    ['kind', [7, 1, 2, 3]],
    ['target', [7, 0, 4, 3]],
    ['payload', [7, 0, 2, 5]],
  ] as const)('compares the %s', (_what, other) => {
    const kindNames = ['same', 'same'];
    const kept = new EventLog();
    kept.add(7, 0, 2, 3);
    const log = readEventLog(kept.end({ now: 9, kindNames, trace: new EventTraceHash() }));
    const emit = (event: readonly [number, number, number, number]) => (sink: EventSink) => ({
      kindNames,
      run: () => sink.add(...event),
    });
    expect(replay(log, emit([7, 0, 2, 3])).divergence).toBeNull();
    expect(replay(log, emit(other)).divergence).toMatchObject({ index: 0, timeNs: 7 });
  });

  it('stops the run where it diverges, and hands on what the model throws', () => {
    let handled = 0;
    const build = (sink: EventSink) => {
      const env = buildModel({ seed: 5, customers: 40, lateFrom: 0 }, sink);
      return { kindNames: env.kindNames, run: () => env.run(), done: () => (handled = env.handled) };
    };
    const fault = new Error('a fault of the model');
    const log = logged({ seed: 5, customers: 40 });
    let last: ReturnType<typeof build> | undefined;
    const { events } = replay(log, (sink) => (last = build(sink)));
    last!.done();
    expect(handled).toBe(events + 1);
    const failing = () => ({
      kindNames: [],
      run: () => {
        throw fault;
      },
    });
    expect(() => replay(log, failing)).toThrow(fault);
  });
});
