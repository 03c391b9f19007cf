import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EngineError } from '../../sim/engine/engine-error.ts';
import { Environment } from '../../sim/engine/environment.ts';

/** Delays as hardware has them: many ties, and nine decades. */
const delay = fc.oneof(
  fc.constantFrom(0, 0, 1, 10),
  fc.integer({ min: 0, max: 1000 }),
  fc.integer({ min: 0, max: 9 }).map((e) => 10 ** e),
);
const command = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('schedule' as const),
      delay,
      priority: fc.integer({ min: 0, max: 3 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('cancel' as const), which: fc.nat(1000) }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('step' as const) }) },
  {
    weight: 1,
    arbitrary: fc.record({
      do: fc.constantFrom('run' as const, 'runBefore' as const),
      ns: delay,
    }),
  },
);

interface Pending {
  readonly time: number;
  readonly priority: number;
  readonly sequence: number;
  readonly handle: number;
}

describe('environment', () => {
  it('behaves as a sorted array would', () => {
    fc.assert(
      fc.property(fc.array(command, { maxLength: 400 }), (commands) => {
        const env = new Environment();
        const seen: number[] = [];
        const kind = env.kind('test', (_target, payload) => seen.push(payload));
        const model: Pending[] = [];
        const expected: number[] = [];
        let now = 0;
        let sequence = 0;
        const first = () =>
          model.sort((a, b) => a.time - b.time || a.priority - b.priority || a.sequence - b.sequence)[0];
        const take = (pending: Pending) => {
          model.shift();
          now = pending.time;
          expected.push(pending.sequence);
        };
        for (const c of commands) {
          if (c.do === 'schedule') {
            const handle = env.schedule(c.delay, kind, 7, sequence, c.priority);
            model.push({ time: now + c.delay, priority: c.priority, sequence: sequence++, handle });
          } else if (c.do === 'cancel' && model.length > 0) {
            const gone = model.splice(c.which % model.length, 1)[0]!;
            env.cancel(gone.handle);
            expect(() => env.cancel(gone.handle)).toThrow(EngineError);
          } else if (c.do === 'step') {
            const next = first();
            if (next) take(next);
            expect(env.step()).toBe(next !== undefined);
          } else if (c.do === 'run' || c.do === 'runBefore') {
            const until = now + c.ns;
            const last = c.do === 'run' ? until : until - 1;
            for (let next = first(); next && next.time <= last; next = first()) take(next);
            now = until;
            env[c.do](until);
          }
          expect(env.now).toBe(now);
          expect(env.peek()).toBe(first()?.time ?? Number.POSITIVE_INFINITY);
          expect(env.pending).toBe(model.length);
        }
        expect(seen).toEqual(expected);
      }),
      { seed: 42, numRuns: 200 },
    );
  });

  it('never runs back in time, and gives the same hash for the same calls', () => {
    const run = (delays: readonly number[], depth: number) => {
      const env = new Environment();
      let last = 0;
      const kind = env.kind('spawn', (target, payload) => {
        expect(env.now).toBeGreaterThanOrEqual(last);
        last = env.now;
        if (target < depth)
          env.schedule(delays[(payload + target) % delays.length]!, kind, target + 1, payload);
      });
      delays.forEach((d, i) => {
        env.schedule(d, kind, 0, i);
      });
      env.run();
      return env.trace.digest();
    };
    fc.assert(
      fc.property(
        fc.array(delay, { minLength: 1, maxLength: 50 }),
        fc.integer({ min: 1, max: 8 }),
        (delays, depth) => {
          const hash = run(delays, depth);
          expect(run(delays, depth)).toBe(hash);
          expect(run([...delays, 3], depth)).not.toBe(hash);
          expect(run(delays, depth + 1)).not.toBe(hash);
        },
      ),
      { seed: 42, numRuns: 100 },
    );
  });

  it('keeps order while most events are cancelled and slots are reused', () => {
    const env = new Environment();
    const seen: number[] = [];
    const kind = env.kind('tick', (_t, payload) => seen.push(payload));
    for (let round = 0; round < 20; round++) {
      const handles = Array.from({ length: 500 }, (_, i) => env.schedule(1000 - i, kind, 0, i));
      handles.forEach((h, i) => {
        if (i % 10 !== 0) env.cancel(h);
      });
      expect(env.pending).toBe(50);
      env.run();
      expect(seen.splice(0)).toEqual(Array.from({ length: 50 }, (_, i) => 490 - 10 * i));
    }
  });

  it.each([
    [-1, 'E_ENGINE_DELAY'],
    [Number.NaN, 'E_ENGINE_DELAY'],
    [0.5, 'E_ENGINE_DELAY'],
    [Number.POSITIVE_INFINITY, 'E_ENGINE_TIME_RANGE'],
    [Number.MAX_SAFE_INTEGER, 'E_ENGINE_TIME_RANGE'],
  ])('refuses a delay of %d ns, naming the entity and the time', (delayNs, code) => {
    const env = new Environment();
    const kind = env.kind('wake-up', () => {});
    env.run(5);
    const attempt = () => env.schedule(delayNs, kind, 12, 0);
    expect(attempt).toThrow(/"wake-up" of entity 12 at 5 ns/);
    try {
      attempt();
    } catch (error) {
      expect((error as EngineError).code).toBe(code);
    }
  });

  it('refuses to cancel twice, or what was handled, naming the event while its record is not used again', () => {
    for (const queue of ['ladder', 'heap'] as const) {
      const env = new Environment({ queue });
      const kind = env.kind('tick', () => {});
      const twice = env.schedule(5, kind, 9, 0);
      const handle = env.schedule(1, kind, 3, 0);
      env.cancel(twice);
      expect(() => env.cancel(twice)).toThrow(/cancel of event "tick" of entity 9 at 0 ns: .*before/);
      env.run();
      expect(() => env.cancel(handle)).toThrow(/cancel of event "tick" of entity 3 at 1 ns: .*before/);
      expect(env.isPending(handle)).toBe(false);
      const next = [env.schedule(1, kind, 4, 0), env.schedule(1, kind, 4, 0)];
      expect(() => env.cancel(handle)).toThrow(/cancel of handle \d+ at 1 ns/);
      for (const madeUp of [2 ** 40, -3, 0, 1, 6.5, Number.NaN])
        expect(() => env.cancel(madeUp)).toThrow(EngineError);
      expect(next.every((h) => env.isPending(h))).toBe(true);
      expect(env.pending).toBe(2);
      env.run();
      expect(env.now).toBe(2);
    }
  });

  it('holds as little after a million cancelled timers as after a thousand', () => {
    const bytesAfter = (rounds: number) => {
      const env = new Environment();
      const kind = env.kind('timeout', () => {});
      const standing = env.kind('standing', () => {});
      for (let i = 0; i < 20; i++) env.schedule(2 ** 40 + i, standing, i, 0);
      for (let round = 0; round < rounds; round++) {
        env.cancel(env.schedule(1_000_000 + (round % 977) * 1000, kind, round, 0));
      }
      expect(env.pending).toBe(20);
      return env.bytes;
    };
    expect(bytesAfter(1_000_000)).toBeLessThanOrEqual(bytesAfter(1000));
  });

  it('hands every event to the handler of its kind, with the numbers it was given', () => {
    const int32 = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
    const event = fc.record({ delay, kind: fc.nat(255), target: int32, payload: int32 });
    fc.assert(
      fc.property(fc.array(event, { maxLength: 300 }), fc.boolean(), (events, heap) => {
        const env = new Environment({ queue: heap ? 'heap' : 'ladder' });
        const seen: number[][] = [];
        for (let kind = 0; kind < 256; kind++)
          env.kind(`kind ${kind}`, (target, payload) => seen.push([env.now, kind, target, payload]));
        for (const e of events) env.post(e.delay, e.kind, e.target, e.payload, e.kind & 15);
        env.run();
        const order = events.toSorted((a, b) => a.delay - b.delay || (a.kind & 15) - (b.kind & 15));
        expect(seen).toEqual(order.map((e) => [e.delay, e.kind, e.target, e.payload]));
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('passes over any number of cancelled events in a row', () => {
    for (const queue of ['ladder', 'heap'] as const) {
      const env = new Environment({ queue });
      const seen: number[] = [];
      const kind = env.kind('tick', (target) => seen.push(target));
      const handles = Array.from({ length: 100_000 }, (_, i) => env.schedule(i % 7, kind, i, 0));
      for (let i = 0; i < 60_000; i++) env.post(7 + (i % 50), kind, -1, 0);
      for (const handle of handles) env.cancel(handle);
      expect(env.peek()).toBe(7);
      env.run();
      expect([env.handled, seen.every((target) => target === -1)]).toEqual([60_000, true]);
    }
  });

  it('lets a handler handle what comes after it', () => {
    const env = new Environment();
    const seen: string[] = [];
    const note = env.kind('note', (target) => seen.push(`${target} at ${env.now}`));
    const clock = env.clock('clock', 10, (target) => {
      seen.push(`clock at ${env.now}`);
      if (env.now === 10) env.run(25);
      if (env.now >= 25) env.cancel(handles[target]!);
    });
    const handles = [env.schedule(10, clock, 0, 0)];
    env.post(15, note, 1, 0);
    env.post(30, note, 2, 0);
    env.run();
    expect(seen).toEqual(['clock at 10', '1 at 15', '2 at 30']);
    expect([env.pending, env.handled]).toEqual([0, 3]);
  });

  it('brings a clock again and again, as a handler that posts itself last would', () => {
    const period = fc.integer({ min: 1, max: 5 });
    fc.assert(
      fc.property(fc.array(period, { minLength: 1, maxLength: 6 }), fc.nat(3), (periods, priority) => {
        const traceOf = (queue: 'ladder' | 'heap', clocked: boolean) => {
          const env = new Environment({ queue });
          const noise = env.kind('noise', () => {});
          const kinds: number[] = periods.map((periodNs, i) => {
            const work = (target: number) => env.post(target % 3, noise, target, i, 1);
            if (clocked) return env.clock(`clock ${i}`, periodNs, work);
            return env.kind(`clock ${i}`, (target) => {
              work(target);
              env.post(periodNs, kinds[i]!, target, 7, priority);
            });
          });
          for (let target = 0; target < 90; target++)
            env.post(target % 4, kinds[target % kinds.length]!, target, 7, priority);
          env.run(40);
          return [env.trace.digest(), env.handled, env.pending];
        };
        const wanted = traceOf('heap', false);
        expect(traceOf('heap', true)).toEqual(wanted);
        expect(traceOf('ladder', true)).toEqual(wanted);
      }),
      { seed: 42, numRuns: 100 },
    );
  });

  it('ends a clock by its handle, also within its handler, and keeps it after its handler threw', () => {
    const env = new Environment();
    const seen: number[] = [];
    const handles: number[] = [];
    const tick = env.clock('tick', 10, (target) => {
      seen.push(env.now);
      if (env.now === 30) throw new Error('model fault');
      if (env.now === 50) env.cancel(handles[target]!);
    });
    handles.push(env.schedule(0, tick, 0, 0), env.schedule(5, tick, 1, 0));
    env.run(9);
    env.cancel(handles[1]!);
    expect(() => env.cancel(handles[1]!)).toThrow(EngineError);
    expect(() => env.run(100)).toThrow('model fault');
    env.run(100);
    expect(seen).toEqual([0, 5, 10, 20, 30, 40, 50]);
    expect([env.pending, env.handled, env.isPending(handles[0]!)]).toEqual([0, 7, false]);
  });

  it('refuses a clock without a whole period, and one that runs out of exact time', () => {
    const env = new Environment();
    for (const period of [0, -1, 0.5, Number.NaN, Number.POSITIVE_INFINITY])
      expect(() => env.clock('tick', period, () => {})).toThrow(/clock "tick" at 0 ns: period/);
    const late = env.clock('late', 2 ** 52, () => {});
    env.post(2 ** 52, late, 3, 0);
    expect(() => env.run()).toThrow(/"late" of entity 3 at \d+ ns: .*end of exact time/);
    expect(env.pending).toBe(0);
  });

  it('goes on after a handler threw', () => {
    const env = new Environment();
    const seen: number[] = [];
    const kind = env.kind('tick', (target) => {
      seen.push(target);
      if (target === 1) throw new Error('model fault');
    });
    for (let i = 0; i < 3; i++) env.schedule(10 * i, kind, i, 0);
    expect(() => env.run()).toThrow('model fault');
    expect([env.now, env.pending]).toEqual([10, 1]);
    env.run();
    expect(seen).toEqual([0, 1, 2]);
  });

  it('refuses unknown kinds and priorities', () => {
    const env = new Environment();
    const kind = env.kind('tick', () => {});
    expect(() => env.schedule(1, kind + 1, 0, 0)).toThrow(/kind 1/);
    expect(() => env.schedule(1, kind, 0, 0, 16)).toThrow(/0 to 15/);
  });
});
