import { EngineError } from '../engine-error.ts';
import type { Environment } from '../environment.ts';
import { extend } from '../queue/event-heap.ts';
import type { Event } from './event.ts';
import { defused, failed, hooked, processed, triggered } from './event-flags.ts';
import { IntRing } from './int-ring.ts';
import { Interrupt } from './interrupt.ts';
import type { Process } from './process.ts';
import { Ring } from './ring.ts';

/** Something that hands out what has come free, to those who queue for it. */
export interface Server {
  serve(): void;
}

/** What is due now is an integer: 4 x slot + what is to be done with the owner of the slot. */
const settleOwner = 0;
const resumeOwner = 1;
const serveOwner = 2;
const settleNextEvent = 3;
/** In place of what was taken back. */
const nothing = -1;
/** What is urgent is the slot of a process that starts, or this. */
const nextInterruption = -1;

/** Payloads of the one kind of event that all processes share. */
const delayIsOver = 0;
const timeoutIsOver = 1;
const urgentIsDue = 2;
const normalIsDue = 3;

/** SimPy's two priorities, and one that comes after all others of an instant. */
const urgently = 0;
const normally = 1;
const lastly = 15;

/** In place of the handle of a timer: the process waits for its turn at this instant. */
const noTimer = -1;

/**
 * What is to be done, in SimPy's order: by (time, urgent or normal, sequence).
 *
 * Only what lies in the future is an event of the environment. What is due at the present instant waits in two rings
 * and is done within one event: first what is urgent (starts and interrupts), then the environment's events of this
 * instant, which were scheduled before it began, then the rest.
 */
export class Agenda {
  readonly environment: Environment;
  /** Ends a run after what is being done. */
  protected halted = false;
  /** True while processes run. */
  protected running = false;
  private readonly kind: number;
  private readonly urgent = new IntRing();
  private readonly interruptions = new Ring<{ readonly process: Process; readonly cause: unknown }>();
  private readonly due = new IntRing();
  private readonly dueEvents = new Ring<Event>();
  /** Whether the environment has been asked for a turn. */
  private urgentAsked = false;
  private dueAsked = false;
  /** The last time at which the environment had no more events of that time. */
  private quietNs = -1;
  private activeSlot = -1;
  private readonly owners: (Event | Server | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private freeCount = 0;
  /** Handles of the events that end delays, by slot. */
  private timers = new Float64Array(64);

  constructor(environment: Environment) {
    this.environment = environment;
    this.kind = environment.kind('process', (slot, payload) => this.fire(slot, payload));
  }

  /** Simulated time in ns. */
  get now(): number {
    return this.environment.now;
  }

  /** The process that runs at the moment, or null. */
  get activeProcess(): Process | null {
    return this.activeSlot < 0 ? null : (this.owners[this.activeSlot] as Process);
  }

  /** Slots in use or free again; no more than there ever were processes, timeouts and resources at a time. */
  get slots(): number {
    return this.owners.length;
  }

  /** @internal */
  takeSlot(owner: Event | Server): number {
    const slot = this.freeCount > 0 ? this.freeSlots[--this.freeCount]! : this.owners.length;
    this.owners[slot] = owner;
    if (slot === this.timers.length) this.timers = extend(this.timers, new Float64Array(2 * slot));
    return slot;
  }

  /** @internal Lets a triggered event take place at this instant, in its turn. */
  push(event: Event): void {
    this.due.push(settleNextEvent);
    this.dueEvents.push(event);
    if (!this.running) this.ask();
  }

  /** @internal Lets a server serve at this instant, in its turn. */
  pushServer(slot: number): void {
    this.due.push(4 * slot + serveOwner);
    if (!this.running) this.ask();
  }

  /** @internal */
  start(process: Process): void {
    this.urgent.push(process.slot);
    if (!this.running) this.ask();
  }

  /** @internal */
  interrupt(process: Process, cause: unknown): void {
    this.urgent.push(nextInterruption);
    this.interruptions.push({ process, cause });
    if (!this.running) this.ask();
  }

  /** @internal Lets a timeout take place after a delay. */
  arm(timeout: Event, delayNs: number): void {
    if (delayNs === 0) {
      this.push(timeout);
      return;
    }
    const slot = this.takeSlot(timeout);
    try {
      this.environment.schedule(delayNs, this.kind, slot, timeoutIsOver, normally);
    } catch (error) {
      this.freeSlot(slot);
      throw this.refuseDelay(error, delayNs, this.activeProcess);
    }
  }

  /** @internal Runs a process up to its next wait. */
  resume(process: Process, outcome: unknown, isError: boolean): void {
    const generator = process.generator!;
    let value = outcome;
    let error = isError;
    this.activeSlot = process.slot;
    for (;;) {
      let step: IteratorResult<unknown, unknown>;
      try {
        step = error ? generator.throw(value) : generator.next(value);
      } catch (thrown) {
        this.end(process, thrown, failed);
        return;
      }
      if (step.done) {
        this.end(process, step.value, 0);
        return;
      }
      const wish = step.value;
      if (typeof wish === 'number') {
        value = this.delay(process, wish);
        if (value === undefined) break;
        error = true;
        continue;
      }
      const event = wish as Event;
      if (event === null || event === undefined || event.agenda !== this || (event as unknown) === process) {
        value = this.refuseWish(process, wish);
        error = true;
        continue;
      }
      const { flags } = event;
      if ((flags & processed) === 0) {
        event.addWaiter(process);
        process.waitsFor = event;
        break;
      }
      value = event.outcome;
      error = (flags & failed) !== 0;
    }
    this.activeSlot = -1;
  }

  /** @returns undefined, or the error that tells why the process cannot wait so */
  private delay(process: Process, delayNs: number): unknown {
    if (process.waitsFor !== null) process.waitsFor = null;
    const { slot } = process;
    if (delayNs === 0) {
      this.timers[slot] = noTimer;
      this.due.push(4 * slot + resumeOwner);
      return undefined;
    }
    try {
      this.timers[slot] = this.environment.schedule(delayNs, this.kind, slot, delayIsOver, normally);
      return undefined;
    } catch (error) {
      return this.refuseDelay(error, delayNs, process);
    }
  }

  private end(process: Process, outcome: unknown, bits: number): void {
    this.activeSlot = -1;
    process.generator = null;
    process.waitsFor = null;
    process.outcome = outcome;
    process.flags |= triggered | bits;
    this.due.push(4 * process.slot + settleOwner);
  }

  /** Handles an event of the environment. */
  private fire(slot: number, payload: number): void {
    this.running = true;
    try {
      if (payload === delayIsOver) this.drain(this.owners[slot] as Process);
      else if (payload === timeoutIsOver) {
        const timeout = this.owners[slot] as Event;
        this.freeSlot(slot);
        this.settle(timeout);
        this.drain(null);
      } else {
        if (payload === urgentIsDue) this.urgentAsked = false;
        else this.dueAsked = false;
        this.drain(null);
      }
    } finally {
      this.running = false;
      if (this.urgent.size + this.due.size > 0) this.ask();
    }
  }

  /** Does what is due, beginning with a process; leaves what the environment's events of this instant go before. */
  private drain(first: Process | null): void {
    const { urgent, due, owners } = this;
    let process = first;
    let value: unknown;
    while (!this.halted) {
      if (process !== null) {
        this.resume(process, value, false);
        process = null;
        value = undefined;
      }
      if (urgent.size > 0) {
        const slot = urgent.shift();
        if (slot === nextInterruption) this.throwInterrupt();
        else process = owners[slot] as Process;
        continue;
      }
      if (due.size === 0 || !this.isQuiet()) return;
      const entry = due.shift();
      const task = entry & 3;
      if (task === settleNextEvent && entry !== nothing) {
        const event = this.dueEvents.shift();
        const waiter = event.waiter as Process | null;
        // The common case, a process that waits alone, without going through `wake`.
        if (
          waiter !== null &&
          waiter.waitsFor === event &&
          event.more === null &&
          (event.flags & (hooked | failed)) === 0
        ) {
          event.flags |= processed;
          event.waiter = null;
          process = waiter;
          value = event.outcome;
        } else this.settle(event);
      } else if (task === serveOwner) (owners[entry >> 2] as Server).serve();
      else if (task === resumeOwner) process = owners[entry >> 2] as Process;
      else if (task === settleOwner) {
        const ended = owners[entry >> 2] as Event;
        this.freeSlot(entry >> 2);
        this.settle(ended);
      }
    }
  }

  /** Lets an event take place: those who wait for it go on. */
  private settle(event: Event): void {
    event.flags |= processed;
    if ((event.flags & hooked) !== 0) event.happen();
    const { waiter, more } = event;
    if (waiter !== null) {
      event.waiter = null;
      event.more = null;
      waiter.wake(event);
      if (more !== null) for (const other of more) other.wake(event);
    }
    if ((event.flags & (failed | defused)) === failed) this.refuseFailure(event);
  }

  private throwInterrupt(): void {
    const { process, cause } = this.interruptions.shift();
    // It may have ended because of an interrupt of the same instant.
    if (!process.isAlive) return;
    const { waitsFor, slot } = process;
    if (waitsFor !== null) waitsFor.removeWaiter(process);
    else if (this.timers[slot] !== noTimer) this.environment.cancel(this.timers[slot]!);
    else this.due.replace(4 * slot + resumeOwner, nothing);
    this.resume(process, new Interrupt(cause), true);
  }

  /** True when no event of the environment is left at this instant. */
  private isQuiet(): boolean {
    const { environment } = this;
    const { now } = environment;
    if (this.quietNs === now) return true;
    if (environment.peek() === now) return false;
    this.quietNs = now;
    return true;
  }

  /** Asks the environment for a turn at this instant. */
  private ask(): void {
    if (this.urgent.size > 0 && !this.urgentAsked) {
      this.environment.schedule(0, this.kind, 0, urgentIsDue, urgently);
      this.urgentAsked = true;
    }
    if (this.due.size > 0 && !this.dueAsked) {
      this.environment.schedule(0, this.kind, 0, normalIsDue, lastly);
      this.dueAsked = true;
    }
  }

  private freeSlot(slot: number): void {
    this.owners[slot] = undefined;
    this.freeSlots[this.freeCount++] = slot;
  }

  private refuseDelay(error: unknown, delayNs: number, process: Process | null): unknown {
    if (!(error instanceof EngineError)) return error;
    const who = process === null ? 'a timeout' : process.describe();
    const why =
      error.code === 'E_ENGINE_TIME_RANGE'
        ? `leads past ${Number.MAX_SAFE_INTEGER} ns, the end of exact time; count in a coarser unit`
        : 'is not allowed; give a whole number of ns, 0 or more';
    return new EngineError(error.code, this.now, `${who} at ${this.now} ns: a delay of ${delayNs} ns ${why}`);
  }

  private refuseWish(process: Process, wish: unknown): EngineError {
    const found =
      (wish as unknown) === process
        ? 'itself'
        : typeof (wish as Event | undefined)?.flags === 'number'
          ? 'an event of another simulation'
          : describeValue(wish);
    const what = `${process.describe()} at ${this.now} ns yielded ${found}`;
    const allowed = 'a delay in ns, an event, a request, a process or a condition of its own simulation';
    return new EngineError('E_ENGINE_YIELD', this.now, `${what}; yield ${allowed}`);
  }

  private refuseFailure(event: Event): never {
    const error = event.outcome;
    const why = error instanceof Error ? `${error.name}: ${error.message}` : describeValue(error);
    const what = `${event.describe()} failed at ${this.now} ns and nobody received its error: ${why}`;
    throw new EngineError('E_ENGINE_UNHANDLED', this.now, what, { cause: error });
  }
}

function describeValue(value: unknown): string {
  if (typeof value === 'string') return `"${value}"`;
  if (typeof value === 'function') return `the function ${value.name}`;
  if (typeof value === 'object' && value !== null)
    return `an object (${value.constructor?.name ?? 'no class'})`;
  return String(value);
}
