import { fail } from './engine-error.ts';
import { EventHeap, extend } from './event-heap.ts';
import { EventTraceHash } from './event-trace-hash.ts';

/** Acts on an event of one kind. Plain numbers only: an event costs no object and no closure. */
export type EventHandler = (target: number, payload: number) => void;

/** What an environment may be given. */
export interface EnvironmentOptions {
  /** Receives every event as it is handled, cancelled ones left out. */
  readonly log?: EventSink;
}

/** Something that keeps events: their time in ns, and the 32-bit integers they were scheduled with. */
export interface EventSink {
  add(timeNs: number, kind: number, target: number, payload: number): void;
}

const slotLimit = 2 ** 24;
const priorityStep = 2 ** 44;
const highestPriority = 255;

/**
 * The clock and the set of pending events. Time is a whole number of nanoseconds (safe integers: 104 days).
 *
 * Events are records in typed arrays, ordered by (time, priority, order of scheduling): a total order, so the same
 * calls give the same trace. Lower priority numbers come first.
 */
export class Environment {
  /** Simulated time in ns. */
  now = 0;
  /** Events handled so far. */
  handled = 0;
  readonly trace = new EventTraceHash();

  /** Names of the kinds of event, by number. */
  readonly kindNames: string[] = [];

  private readonly log: EventSink | null;
  private readonly heap = new EventHeap();
  private readonly handlers: EventHandler[] = [];
  private kinds = new Uint8Array(64);
  private targets = new Int32Array(64);
  private payloads = new Int32Array(64);
  private generations = new Int32Array(64);
  private cancelled = new Uint8Array(64);
  private nextFree = new Int32Array(64);
  private free = -1;
  private used = 0;
  private sequence = 0;
  private tombstones = 0;

  constructor({ log }: EnvironmentOptions = {}) {
    this.log = log ?? null;
  }

  /** Registers a kind of event. @returns the kind's number, for `schedule` */
  kind(name: string, handler: EventHandler): number {
    if (this.handlers.length === 256)
      fail('E_ENGINE_KIND', this.now, `kind "${name}": 256 kinds exist, the most`);
    this.kindNames.push(name);
    return this.handlers.push(handler) - 1;
  }

  /** Events that are scheduled and not cancelled. */
  get pending(): number {
    return this.heap.size - this.tombstones;
  }

  /** Time of the next event in ns; Infinity when none is pending. */
  get nextTimeNs(): number {
    return this.firstLive() < 0 ? Number.POSITIVE_INFINITY : this.heap.firstTime();
  }

  /**
   * Schedules an event `delayNs` from now.
   * @param target and payload are 32-bit integers handed to the handler
   * @param priority 0 … 255, lower first among events of one time
   * @returns a handle for `cancel`, good until the event has been handled
   * @throws EngineError on a negative, fractional or non-finite delay, or a time past the safe integers
   */
  schedule(delayNs: number, kind: number, target: number, payload: number, priority = 0): number {
    const time = this.now + delayNs;
    // One comparison for the common case; the reasons are told apart only where it fails.
    if (!(delayNs >= 0 && time <= Number.MAX_SAFE_INTEGER) || Math.floor(delayNs) !== delayNs) {
      this.refuse(delayNs, kind, target);
    }
    if (kind >= this.handlers.length || priority < 0 || priority > highestPriority) {
      const what = `kind ${kind} (of ${this.handlers.length} known), priority ${priority} (0 to 255 allowed)`;
      fail('E_ENGINE_KIND', this.now, `schedule at ${this.now} ns: ${what}`);
    }
    let slot = this.free;
    if (slot >= 0) this.free = this.nextFree[slot]!;
    else slot = this.newSlot();
    this.kinds[slot] = kind;
    this.targets[slot] = target;
    this.payloads[slot] = payload;
    this.heap.push(time, priority * priorityStep + this.sequence++, slot);
    return this.generations[slot]! * slotLimit + slot;
  }

  /** Takes back a scheduled event. @throws EngineError when it was handled or cancelled before */
  cancel(handle: number): void {
    const slot = handle % slotLimit;
    const generation = Math.floor(handle / slotLimit);
    if (!(slot < this.used) || this.generations[slot] !== generation || this.cancelled[slot] === 1) {
      const what = this.describe(this.kinds[slot] ?? -1, this.targets[slot] ?? -1);
      const why = `the handle ${handle} was handled or cancelled before; cancel a pending event, and once`;
      fail('E_ENGINE_CANCEL', this.now, `cancel of ${what} at ${this.now} ns: ${why}`);
    }
    this.cancelled[slot] = 1;
    this.tombstones++;
    if (this.tombstones > 64 && 2 * this.tombstones > this.heap.size) this.compact();
  }

  /** Handles the next event. @returns false when none is pending */
  step(): boolean {
    const slot = this.firstLive();
    if (slot < 0) return false;
    const time = this.heap.firstTime();
    const kind = this.kinds[slot]!;
    const target = this.targets[slot]!;
    const payload = this.payloads[slot]!;
    this.heap.pop();
    this.release(slot);
    this.now = time;
    this.handled++;
    this.trace.add(time, kind, target, payload);
    if (this.log !== null) this.log.add(time, kind, target, payload);
    this.handlers[kind]!(target, payload);
    return true;
  }

  /** Handles events up to and including `untilNs` (all of them by default). */
  run(untilNs = Number.POSITIVE_INFINITY): void {
    while (this.firstLive() >= 0 && this.heap.firstTime() <= untilNs) this.step();
    if (untilNs !== Number.POSITIVE_INFINITY && this.now < untilNs) this.now = untilNs;
  }

  /** Handles events before `untilNs`, a time that is not past, and sets the clock to it. */
  runBefore(untilNs: number): void {
    while (this.nextTimeNs < untilNs) this.step();
    this.now = untilNs;
  }

  /** Slot of the next event that is not cancelled, or -1; drops the cancelled ones before it. */
  private firstLive(): number {
    for (;;) {
      const slot = this.heap.firstSlot();
      if (slot < 0 || this.cancelled[slot] === 0) return slot;
      this.heap.pop();
      this.release(slot);
      this.tombstones--;
    }
  }

  private release(slot: number): void {
    this.cancelled[slot] = 0;
    this.generations[slot] = (this.generations[slot]! + 1) & 0x1fffffff;
    this.nextFree[slot] = this.free;
    this.free = slot;
  }

  private compact(): void {
    this.heap.filter((slot) => {
      if (this.cancelled[slot] === 0) return true;
      this.release(slot);
      return false;
    });
    this.tombstones = 0;
  }

  private newSlot(): number {
    if (this.used === this.kinds.length) {
      const length = 2 * this.used;
      if (length > slotLimit) fail('E_ENGINE_KIND', this.now, `more than ${slotLimit} events pending`);
      this.kinds = extend(this.kinds, new Uint8Array(length));
      this.cancelled = extend(this.cancelled, new Uint8Array(length));
      this.targets = extend(this.targets, new Int32Array(length));
      this.payloads = extend(this.payloads, new Int32Array(length));
      this.generations = extend(this.generations, new Int32Array(length));
      this.nextFree = extend(this.nextFree, new Int32Array(length));
    }
    return this.used++;
  }

  private describe(kind: number, target: number): string {
    return `event "${this.kindNames[kind] ?? kind}" of entity ${target}`;
  }

  private refuse(delayNs: number, kind: number, target: number): never {
    const what = `${this.describe(kind, target)} at ${this.now} ns: delay ${delayNs} ns`;
    const late = delayNs >= 0 && this.now + delayNs > Number.MAX_SAFE_INTEGER;
    if (!late)
      fail('E_ENGINE_DELAY', this.now, `${what} is not allowed; give a whole number of ns, 0 or more`);
    const end = `past ${Number.MAX_SAFE_INTEGER} ns (104 days), the end of exact time`;
    fail('E_ENGINE_TIME_RANGE', this.now, `${what} leads ${end}; simulate a shorter horizon`);
  }
}
