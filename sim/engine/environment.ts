import { fail } from './engine-error.ts';
import { EventSlab, highestKind, highestPriority } from './queue/event-slab.ts';
import { HeapQueue } from './queue/heap-queue.ts';
import { LadderQueue } from './queue/ladder-queue.ts';
import type { PendingSet } from './queue/pending-set.ts';
import { EventTraceHash } from './trace/event-trace-hash.ts';

/** Acts on an event of one kind. Plain numbers only: an event costs no object and no closure. */
export type EventHandler = (target: number, payload: number) => void;

/** What an environment may be given. */
export interface EnvironmentOptions {
  /** Receives every event as it is handled, cancelled ones left out. */
  readonly log?: EventSink;
  /** The set of pending events; the reference `heap` handles events in the same order, more slowly. */
  readonly queue?: 'ladder' | 'heap';
}

/** Something that keeps events: their time in ns, and the 32-bit integers they were scheduled with. */
export interface EventSink {
  add(timeNs: number, kind: number, target: number, payload: number): void;
}

/**
 * The clock and the set of pending events. Time is a whole number of nanoseconds (safe integers: 104 days).
 *
 * Events are records in typed arrays, ordered by (time, priority, order of scheduling): a total order, so the same
 * calls give the same trace. Lower priority numbers come first.
 */
export class Environment {
  /** Simulated time in ns. */
  now = Number.NaN;
  readonly trace = new EventTraceHash();
  /** Names of the kinds of event, by number. */
  readonly kindNames: string[] = [];

  declare private readonly log: EventSink | null;
  private readonly slab = new EventSlab();
  declare private readonly queue: PendingSet;
  private readonly handlers: EventHandler[] = [];
  /** By kind: ns after which its events come again; 0 for once. */
  private readonly periods = new Float64Array(highestKind + 1);
  private kinds = 0;
  private clocks = 0;
  /** Events of clocks handled so far. */
  private again = 0;

  constructor({ log, queue = 'ladder' }: EnvironmentOptions = {}) {
    // Not where it is declared: a field that begins as a small integer has to be rebuilt for the first large time.
    this.now = 0;
    this.log = log ?? null;
    this.queue = queue === 'ladder' ? new LadderQueue(this.slab) : new HeapQueue(this.slab);
  }

  /** Registers a kind of event. @returns the kind's number, for `schedule` */
  kind(name: string, handler: EventHandler): number {
    if (this.handlers.length > highestKind)
      fail('E_ENGINE_KIND', this.now, `kind "${name}": ${highestKind + 1} kinds exist, the most`);
    this.kindNames.push(name);
    this.handlers.push(handler);
    return this.kinds++;
  }

  /**
   * Registers a kind of event that comes again every `periodNs` until it is cancelled, also by its own handler: one
   * record that is armed again in place after the handler, for clocked parts and polling.
   * @throws EngineError unless the period is a whole number of ns, 1 or more
   */
  clock(name: string, periodNs: number, handler: EventHandler): number {
    if (!(Number.isSafeInteger(periodNs) && periodNs >= 1)) {
      const what = `clock "${name}" at ${this.now} ns: period ${periodNs} ns`;
      fail('E_ENGINE_DELAY', this.now, `${what} is not allowed; give a whole number of ns, 1 or more`);
    }
    const kind = this.kind(name, handler);
    this.periods[kind] = periodNs;
    this.clocks++;
    return kind;
  }

  /** Events handled so far. */
  get handled(): number {
    return this.slab.released - this.slab.dropped + this.again;
  }

  /** Events that are scheduled and not cancelled, one of a clock that is being handled among them. */
  get pending(): number {
    return this.slab.taken - this.slab.cancelled;
  }

  /** Bytes that pending events take, slack included. */
  get bytes(): number {
    return this.slab.bytes + this.queue.bytes;
  }

  /**
   * Schedules an event `delayNs` from now that is never taken back: the fast way.
   * @param target and payload are 32-bit integers handed to the handler
   * @param priority 0 … 15, lower first among events of one time
   * @returns where its record lies: nothing for the caller to use, except for `withdraw`
   * @throws EngineError on a negative, fractional or non-finite delay, or a time past the safe integers
   */
  post(delayNs: number, kind: number, target: number, payload: number, priority = 0): number {
    const time = this.now + delayNs;
    // One condition for the common case; the reasons are told apart only where it fails.
    if (
      !(delayNs >= 0 && time <= 9007199254740991 && kind >= 0 && kind < this.kinds) ||
      !(priority >= 0 && priority <= 15 && Math.floor(delayNs) === delayNs)
    )
      this.refuse(delayNs, kind, target, priority);
    const slot = this.slab.take(time, (kind << 5) | (priority << 1), target, payload);
    if (slot === 0) this.refuseMore(kind, target);
    this.queue.push(slot);
    return slot;
  }

  /**
   * Schedules an event like `post`, and can take it back: the handle, a number too large for a small integer, costs
   * an allocation.
   * @returns a handle for `cancel`, good until the event has been handled
   */
  schedule(delayNs: number, kind: number, target: number, payload: number, priority = 0): number {
    return this.slab.handleOf(this.post(delayNs, kind, target, payload, priority));
  }

  /** Whether a handle's event is still to come. */
  isPending(handle: number): boolean {
    return this.slab.slotOf(handle) !== 0;
  }

  /** Takes back a scheduled event. @throws EngineError when it was handled or cancelled before */
  cancel(handle: number): void {
    const { slab } = this;
    if (slab.cancel(handle) === 0) this.refuseCancel(handle);
    // Sweeping walks what is pending and the queue's buckets; both are paid for by as many cancelled events.
    if (slab.cancelled > 64 && 2 * slab.cancelled > slab.taken && 64 * slab.cancelled > this.queue.bytes)
      this.queue.sweep();
  }

  /** @internal Takes back an event that is known to be pending, by what `post` gave: cheaper than by a handle. */
  withdraw(slot: number): void {
    this.cancel(this.slab.handleOf(slot));
  }

  /** Time of the next event in ns; Infinity when none is pending. */
  peek(): number {
    const slot = this.queue.first();
    return slot === 0 ? Number.POSITIVE_INFINITY : this.slab.times[slot]!;
  }

  /** @internal Whether an event of the present instant is pending. */
  isDue(): boolean {
    const slot = this.queue.first();
    return slot !== 0 && this.slab.times[slot] === this.now;
  }

  /** Handles the next event. @returns false when none is pending */
  step(): boolean {
    return this.handle(Number.POSITIVE_INFINITY, 1);
  }

  /** Handles events up to and including `untilNs` (all of them by default). */
  run(untilNs = Number.POSITIVE_INFINITY): void {
    // In turns, since a loop that is never left stays in slow code after something rare: docs/engine.md, "Speed".
    while (this.handle(untilNs, 1024));
    if (untilNs !== Number.POSITIVE_INFINITY && this.now < untilNs) this.now = untilNs;
  }

  /** Handles events before `untilNs`, a time that is not past, and sets the clock to it. */
  runBefore(untilNs: number): void {
    while (this.handle(untilNs - 1, 1024));
    this.now = untilNs;
  }

  /** Handles at most so many events. @returns false where none is left up to `untilNs` */
  private handle(untilNs: number, most: number): boolean {
    const { slab, queue, handlers, trace, log, periods } = this;
    /** The event of a clock that is to be armed again after its handler, also when that throws. */
    let armed = 0;
    try {
      for (let left = most; left > 0; left--) {
        const slot = queue.pop(untilNs);
        if (slot === 0) return false;
        const { ints } = slab;
        const time = slab.times[slot]!;
        const kind = (ints[2 * slot + 3]! >>> 5) & 255;
        const target = ints[2 * slot + 4]!;
        const payload = ints[2 * slot + 5]!;
        const period = this.clocks === 0 ? 0 : periods[kind]!;
        this.now = time;
        if (period === 0) slab.release(slot);
        else {
          armed = slot;
          this.again++;
        }
        trace.add(time, kind, target, payload);
        if (log !== null) log.add(time, kind, target, payload);
        handlers[kind]!(target, payload);
        if (period !== 0) {
          armed = 0;
          this.arm(slot, time + period);
        }
      }
      return true;
    } catch (error) {
      if (armed !== 0) this.arm(armed, slab.times[armed]! + periods[slab.kindOf(armed)]!);
      throw error;
    }
  }

  /** Puts the event of a clock back, unless its handler cancelled it. */
  private arm(slot: number, time: number): void {
    const { slab } = this;
    if (slab.isCancelled(slot) || time > 9007199254740991) this.endClock(slot);
    else {
      slab.times[slot] = time;
      this.queue.push(slot);
    }
  }

  /** Gives back the event of a clock that was cancelled, or that would come past the end of exact time: an error. */
  private endClock(slot: number): void {
    const { slab } = this;
    if (slab.isCancelled(slot)) {
      slab.releaseCancelled(slot);
      return;
    }
    const kind = slab.kindOf(slot);
    const target = slab.targetOf(slot);
    slab.cancel(slab.handleOf(slot));
    slab.releaseCancelled(slot);
    this.refuse(this.periods[kind]!, kind, target, 0);
  }

  private refuseCancel(handle: number): never {
    const slot = this.slab.remainsOf(handle);
    const what =
      slot === 0 ? `handle ${handle}` : this.describe(this.slab.kindOf(slot), this.slab.targetOf(slot));
    const why = 'it was handled or cancelled before; cancel a pending event, and once';
    fail('E_ENGINE_CANCEL', this.now, `cancel of ${what} at ${this.now} ns: ${why}`);
  }

  private describe(kind: number, target: number): string {
    return `event "${this.kindNames[kind] ?? kind}" of entity ${target}`;
  }

  private refuseMore(kind: number, target: number): never {
    const what = `${this.describe(kind, target)} at ${this.now} ns`;
    const why = `${this.slab.taken} events are pending, the most; let one schedule the next instead of all at once`;
    fail('E_ENGINE_CAPACITY', this.now, `${what}: ${why}`);
  }

  private refuse(delayNs: number, kind: number, target: number, priority: number): never {
    if (!(kind >= 0 && kind < this.kinds && priority >= 0 && priority <= highestPriority)) {
      const what = `kind ${kind} (of ${this.kinds} known), priority ${priority} (0 to ${highestPriority} allowed)`;
      fail('E_ENGINE_KIND', this.now, `schedule at ${this.now} ns: ${what}`);
    }
    const what = `${this.describe(kind, target)} at ${this.now} ns: delay ${delayNs} ns`;
    const late = delayNs >= 0 && this.now + delayNs > Number.MAX_SAFE_INTEGER;
    if (!late)
      fail('E_ENGINE_DELAY', this.now, `${what} is not allowed; give a whole number of ns, 0 or more`);
    const end = `past ${Number.MAX_SAFE_INTEGER} ns (104 days), the end of exact time`;
    fail('E_ENGINE_TIME_RANGE', this.now, `${what} leads ${end}; simulate a shorter horizon`);
  }
}
