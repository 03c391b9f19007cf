import type { Environment } from '../environment.ts';
import { extend } from '../queue/event-heap.ts';
import type { Event } from './event.ts';
import { defused, failed, hooked, processed, triggered } from './event-flags.ts';
import { IntRing } from './int-ring.ts';
import { Interrupt } from './interrupt.ts';
import type { Process } from './process.ts';
import { Ring } from './ring.ts';
import { unreceivedError } from './unreceived-error.ts';
import { delayError, yieldError } from './wait-error.ts';

/** Something that hands out what has come free, to those who queue for it. */
export interface Server {
  serve(): void;
}

/**
 * What is due now, as integers: 4 x slot + what is to be done with the owner of the slot, or `settleNextEvent`.
 * `resumeOwner`: a process has waited long enough, or the event has been triggered that it was the first to wait for.
 */
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

/** In place of a timer: the process waits for its turn at this instant. */
const noTimer = -1;

/**
 * What is to be done, in SimPy's order: by (time, urgent or normal, sequence).
 *
 * Only what lies in the future is an event of the environment. What is due at the present instant waits in two rings
 * and is done within one event: first what is urgent (starts and interrupts), then the environment's events of this
 * instant, which were scheduled before it began, then the rest.
 */
export class Agenda {
  declare readonly environment: Environment;
  /** Ends a run after what is being done. */
  protected halted = false;
  /** True while processes run. */
  protected running = false;
  declare private readonly kind: number;
  private readonly urgent = new IntRing();
  private readonly interruptions = new Ring<{ readonly process: Process; readonly cause: unknown }>();
  private readonly due = new IntRing();
  private readonly dueEvents = new Ring<Event>();
  /** Whether the environment has been asked for a turn. */
  private urgentAsked = false;
  private dueAsked = false;
  /** The last time at which the environment had no more events of that time. */
  private quietNs = Number.NaN;
  private activeSlot = -1;
  private readonly owners: (Event | Server | undefined)[] = [];
  private readonly freeSlots: number[] = [];
  private freeCount = 0;
  /** The events that end delays, by slot. */
  private timers = new Int32Array(64);

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
    if (slot === this.timers.length) this.timers = extend(this.timers, new Int32Array(2 * slot));
    return slot;
  }

  /** @internal Lets a triggered event take place at this instant, in its turn. */
  push(event: Event): void {
    const waiter = event.waiter as Process | null;
    if (waiter !== null && waiter.waitsFor === event) this.due.push(4 * waiter.slot + resumeOwner);
    else {
      this.due.push(settleNextEvent);
      this.dueEvents.push(event);
    }
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
      this.environment.post(delayNs, this.kind, slot, timeoutIsOver, normally);
    } catch (error) {
      this.freeSlot(slot);
      throw delayError(this, this.activeProcess, delayNs, error);
    }
  }

  /**
   * @internal Runs a process up to its next wait, or its end. In one piece: V8 inlines nothing of this length, which
   * leaves it room to inline here, and in `drain`, what is called often.
   */
  resume(process: Process, outcome: unknown, isError: boolean): void {
    const { environment, due, kind } = this;
    const { slot } = process;
    const generator = process.generator!;
    let value = outcome;
    let error = isError;
    let bits = 0;
    this.activeSlot = slot;
    for (;;) {
      let step: IteratorResult<unknown, unknown>;
      try {
        step = error ? generator.throw(value) : generator.next(value);
      } catch (thrown) {
        value = thrown;
        bits = failed;
        break;
      }
      if (step.done) {
        value = step.value;
        break;
      }
      const wish = step.value;
      if (typeof wish === 'number') {
        if (process.waitsFor !== null) process.waitsFor = null;
        try {
          if (wish !== 0) this.timers[slot] = environment.post(wish, kind, slot, delayIsOver, normally) | 0;
          else {
            this.timers[slot] = noTimer;
            due.push(4 * slot + resumeOwner);
          }
          this.activeSlot = -1;
          return;
        } catch (refused) {
          value = delayError(this, process, wish, refused);
          error = true;
          continue;
        }
      }
      const event = wish as Event;
      if (event === null || event === undefined || event.agenda !== this || (event as unknown) === process) {
        value = yieldError(this, process, wish);
        error = true;
        continue;
      }
      const { flags } = event;
      if ((flags & processed) === 0) {
        if (event.waiter === null) event.waiter = process;
        else event.addWaiter(process);
        process.waitsFor = event;
        this.activeSlot = -1;
        return;
      }
      value = event.outcome;
      error = (flags & failed) !== 0;
    }
    this.activeSlot = -1;
    process.generator = null;
    process.waitsFor = null;
    process.outcome = value;
    process.flags |= triggered | bits;
    due.push(4 * slot + settleOwner);
  }

  /** Handles an event of the environment. */
  private fire(slot: number, payload: number): void {
    this.running = true;
    try {
      if (payload === delayIsOver) this.drain(this.owners[slot] as Process);
      else {
        if (payload === timeoutIsOver) {
          const timeout = this.owners[slot] as Event;
          this.freeSlot(slot);
          this.settle(timeout);
        } else if (payload === urgentIsDue) this.urgentAsked = false;
        else this.dueAsked = false;
        this.drain(null);
      }
    } catch (error) {
      this.endTurn();
      throw error;
    }
    this.endTurn();
  }

  /** Also after an error: a later run does what is left. */
  private endTurn(): void {
    this.running = false;
    if (this.urgent.size + this.due.size > 0) this.ask();
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
      if (task === resumeOwner) {
        process = owners[entry >> 2] as Process;
        const event = process.waitsFor;
        if (event === null) continue;
        if (event.more === null && (event.flags & (hooked | failed)) === 0) {
          event.flags |= processed;
          event.waiter = null;
          value = event.outcome;
        } else {
          process = null;
          this.settle(event);
        }
      } else if (task === serveOwner) (owners[entry >> 2] as Server).serve();
      else if (task === settleOwner) {
        const ended = owners[entry >> 2] as Event;
        this.freeSlot(entry >> 2);
        if (ended.waiter === null && (ended.flags & failed) === 0) ended.flags |= processed;
        else this.settle(ended);
      } else if (entry !== nothing) this.settle(this.dueEvents.shift());
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
    if ((event.flags & (failed | defused)) === failed) throw unreceivedError(this, event);
  }

  private throwInterrupt(): void {
    const { process, cause } = this.interruptions.shift();
    // It may have ended because of an interrupt of the same instant.
    if (!process.isAlive) return;
    const { waitsFor, slot } = process;
    if (waitsFor !== null) {
      this.dueInItsOwnRight(waitsFor, slot);
      waitsFor.removeWaiter(process);
    } else if (this.timers[slot] !== noTimer) this.environment.withdraw(this.timers[slot]!);
    else this.due.replaceAt(this.due.indexOf(4 * slot + resumeOwner), nothing);
    this.resume(process, new Interrupt(cause), true);
  }

  /** Makes an event that is due as what a process waits for, if it is, due without it. */
  private dueInItsOwnRight(event: Event, slot: number): void {
    const at = this.due.indexOf(4 * slot + resumeOwner);
    if (at < 0) return;
    this.dueEvents.insertAt(this.due.count(settleNextEvent, at), event);
    this.due.replaceAt(at, settleNextEvent);
  }

  /** True when no event of the environment is left at this instant. */
  private isQuiet(): boolean {
    const { environment } = this;
    const { now } = environment;
    if (this.quietNs === now) return true;
    if (environment.isDue()) return false;
    this.quietNs = now;
    return true;
  }

  /** Asks the environment for a turn at this instant. */
  private ask(): void {
    if (this.urgent.size > 0 && !this.urgentAsked) {
      this.environment.post(0, this.kind, 0, urgentIsDue, urgently);
      this.urgentAsked = true;
    }
    if (this.due.size > 0 && !this.dueAsked) {
      this.environment.post(0, this.kind, 0, normalIsDue, lastly);
      this.dueAsked = true;
    }
  }

  private freeSlot(slot: number): void {
    this.owners[slot] = undefined;
    this.freeSlots[this.freeCount++] = slot;
  }
}
