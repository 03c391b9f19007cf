import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { EventSlab } from '../../../sim/engine/queue/event-slab.ts';
import { HeapQueue } from '../../../sim/engine/queue/heap-queue.ts';
import { LadderQueue } from '../../../sim/engine/queue/ladder-queue.ts';
import type { PendingSet } from '../../../sim/engine/queue/pending-set.ts';
import { RandomStream } from '../../../sim/engine/random/random-stream.ts';

/** Delays in ns by a share in (0, 1) and the number of events so far. */
const delays: Readonly<Record<string, (u: number, n: number) => number>> = {
  equal: () => 1_000_000,
  uniform: (u) => Math.floor(u * 1e6),
  exponential: (u) => Math.round(-Math.log(u) * 1e6),
  'log-uniform over nine decades': (u) => Math.round(10 ** (3 + 9 * u)),
  bimodal: (u) => (u < 0.9 ? Math.floor(u * 50) : 1e9 + Math.floor(u * 1e4)),
  bursts: (u, n) => 1e6 * (1 + (n % 3)) - (u < 0.02 ? Math.floor(u * 1e5) : 0),
  monotone: (_u, n) => n,
  huge: (u) => Math.floor(u * 2 ** 45),
  'few times': (u) => Math.floor(u * 4),
  'zero-heavy': (u) => (u < 0.6 ? 0 : Math.floor(u * 300)),
  'far clump': (u) => (u < 0.5 ? Math.floor(u * 10) : 2 ** 44 + Math.floor(u * 20)),
};

/** One implementation with its records; every pushed event carries its number. */
class Driver {
  readonly slab = new EventSlab();
  readonly queue: PendingSet;

  constructor(make: (slab: EventSlab) => PendingSet) {
    this.queue = make(this.slab);
  }

  push(time: number, priority: number, id: number): number {
    const slot = this.slab.take(time, ((id & 255) << 5) | (priority << 1), id, -id);
    this.queue.push(slot);
    return this.slab.handleOf(slot);
  }

  /** Number of the first event, or -1; `time` is left in a field. */
  pop(untilNs = Number.POSITIVE_INFINITY): number {
    const slot = this.queue.pop(untilNs);
    if (slot === 0) return -1;
    const id = this.slab.targetOf(slot);
    this.time = this.slab.times[slot]!;
    if (this.slab.kindOf(slot) !== (id & 255) || this.slab.payloadOf(slot) !== -id)
      throw new Error('a record is broken');
    this.slab.release(slot);
    return id;
  }

  /** Number of the first event, which stays; -1 when there is none. */
  first(): number {
    const slot = this.queue.first();
    return slot === 0 ? -1 : this.slab.targetOf(slot);
  }

  time = 0;
}

interface Trace {
  readonly seed: number;
  readonly operations: number;
  readonly distribution: string;
  /** Events around which the number of pending ones hovers. */
  readonly level: number;
  readonly cancelShare: number;
  readonly priorities: number;
}

/** Runs both through the same operations. @returns the first difference, or null */
function difference(trace: Trace): string | null {
  const random = new RandomStream(trace.seed, 'trace', trace.distribution);
  const delay = delays[trace.distribution]!;
  const ladder = new Driver((slab) => new LadderQueue(slab));
  const heap = new Driver((slab) => new HeapQueue(slab));
  const handles: [ladder: number, heap: number][] = [];
  let now = 0;
  let pushed = 0;
  let target = trace.level;
  for (let operation = 0, draw = 0; operation < trace.operations; operation++) {
    const choice = random.uniform(draw++);
    const pending = ladder.slab.taken - ladder.slab.cancelled;
    if (pending !== heap.slab.taken - heap.slab.cancelled) return `${operation}: pending differs`;
    if (choice < trace.cancelShare && handles.length > 0) {
      const at = random.integer(draw++, handles.length);
      const [a, b] = handles[at]!;
      const cancelled = ladder.slab.cancel(a) !== 0;
      if (cancelled !== (heap.slab.cancel(b) !== 0)) return `${operation}: cancel differs`;
      handles[at] = handles.at(-1)!;
      handles.pop();
      if (random.uniform(draw++) < 0.002) ladder.queue.sweep();
      if (random.uniform(draw++) < 0.002) heap.queue.sweep();
    } else if (choice < 0.97) {
      if (random.uniform(draw++) < 0.001) target = random.integer(draw++, 2 * trace.level + 1);
      if (random.uniform(draw++) < (pending < target ? 0.75 : 0.25)) {
        const time = now + delay(random.uniform(draw++), pushed);
        const priority = trace.priorities === 1 ? 0 : random.integer(draw++, trace.priorities);
        const handle: [number, number] = [
          ladder.push(time, priority, pushed),
          heap.push(time, priority, pushed),
        ];
        pushed++;
        if (trace.cancelShare > 0) handles.push(handle);
        if (handles.length > 4 * trace.level + 50) handles.splice(0, trace.level + 20);
      } else {
        const until = random.uniform(draw++) < 0.1 ? now + delay(random.uniform(draw++), pushed) : 2 ** 60;
        const id = ladder.pop(until);
        const wanted = heap.pop(until);
        if (id !== wanted) return `${operation}: popped ${id}, wanted ${wanted}`;
        if (id < 0) continue;
        if (ladder.time !== heap.time) return `${operation}: popped time ${ladder.time}, wanted ${heap.time}`;
        now = ladder.time;
      }
    } else {
      if (ladder.first() !== heap.first()) return `${operation}: the first event differs`;
    }
  }
  for (;;) {
    const id = ladder.pop();
    if (id !== heap.pop()) return `draining: order differs at ${id}`;
    if (id < 0) break;
  }
  const kept = ladder.slab.taken + heap.slab.taken;
  return kept === 0 ? null : `${kept} records were not given back`;
}

const traceOf = (distribution: string, operations: fc.Arbitrary<number>): fc.Arbitrary<Trace> =>
  fc.record({
    seed: fc.integer({ min: 0, max: 2 ** 31 - 1 }),
    operations,
    distribution: fc.constant(distribution),
    level: fc.constantFrom(1, 5, 60, 70, 300, 3000),
    cancelShare: fc.constantFrom(0, 0, 0.05, 0.3, 0.48),
    priorities: fc.constantFrom(1, 1, 2, 16),
  });

describe('the ladder queue beside the heap', () => {
  // 11 distributions x 37 traces x 20,000 operations.
  it.each(Object.keys(delays))('gives the same order and the same refusals: %s', (distribution) => {
    fc.assert(
      fc.property(traceOf(distribution, fc.constant(20_000)), (trace) => {
        expect(difference(trace)).toBeNull();
      }),
      { seed: 42, numRuns: 37 },
    );
  });

  it('gives the same order on short traces, which shrink well', () => {
    const any = fc.constantFrom(...Object.keys(delays)).chain((d) => traceOf(d, fc.nat(400)));
    fc.assert(
      fc.property(any, (trace) => {
        expect(difference(trace)).toBeNull();
      }),
      { seed: 7, numRuns: 2000 },
    );
  });

  it('holds the order at many pending events', () => {
    for (const distribution of ['exponential', 'log-uniform over nine decades', 'far clump']) {
      const base = { seed: 3, operations: 400_000, distribution, level: 120_000 };
      expect(difference({ ...base, cancelShare: 0, priorities: 1 })).toBeNull();
    }
  });

  it('keeps its sorted part short when events are pushed backwards in time', () => {
    const ladder = new Driver((slab) => new LadderQueue(slab));
    const heap = new Driver((slab) => new HeapQueue(slab));
    const before = ladder.queue.bytes;
    for (let i = 0; i < 100_000; i++) for (const driver of [ladder, heap]) driver.push(1e9 - 7000 * i, 0, i);
    expect(ladder.queue.bytes).toBe(before);
    for (let i = 0; i < 1000; i++) expect(ladder.pop()).toBe(heap.pop());
    // And again from within the run, where the clock stands later than 0.
    for (let i = 0; i < 100_000; i++)
      for (const driver of [ladder, heap]) driver.push(heap.time + 2e9 - 17_000 * i, 0, i);
    expect(ladder.queue.bytes).toBeLessThan(before + 4 * 100_000);
    for (let id = heap.pop(); id >= 0; id = heap.pop()) if (ladder.pop() !== id) throw new Error(`not ${id}`);
    expect(ladder.pop()).toBe(-1);
  });

  it('takes at most 32 bytes a pending event, slack included, once there are many', () => {
    const random = new RandomStream(1, 'memory', 'delays');
    const { slab, queue, push } = (() => {
      const driver = new Driver((s) => new LadderQueue(s));
      return { slab: driver.slab, queue: driver.queue, push: driver.push.bind(driver) };
    })();
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      push(Math.round(-Math.log(random.uniform(i)) * 1e6), 0, i);
      if (i > 20_000) worst = Math.max(worst, (slab.bytes + queue.bytes) / slab.taken);
    }
    for (let i = 0, draw = 300_000; i < 600_000; i++, draw++) {
      const slot = queue.pop(Number.POSITIVE_INFINITY);
      const time = slab.times[slot]! + Math.round(-Math.log(random.uniform(draw)) * 1e6);
      slab.release(slot);
      push(time, 0, i);
      worst = Math.max(worst, (slab.bytes + queue.bytes) / slab.taken);
    }
    expect(worst).toBeLessThanOrEqual(32);
  });
});
