import { EventRun } from './event-run.ts';
import { type EventSlab, nextAt } from './event-slab.ts';
import type { PendingSet } from './pending-set.ts';
import { SortedEvents } from './sorted-events.ts';
import { SweptList } from './swept-list.ts';

/** Events of the bottom up to which no rung is made. */
const bypass = 64;
/** Events of a bucket up to which it is sorted straight into the bottom. */
const sortable = 32;
const mostRungs = 24;

/**
 * A ladder queue (Tang, Goh and Thng, ACM TOMACS 15(3), 2005) in typed arrays: time in O(1) an event, whatever the
 * distribution of delays, since only the bucket that is about to be consumed is ever divided.
 *
 * From far to near: *top*, a list of events past the first rung; *rungs*, each one the division of one bucket of the
 * rung before it; *bottom*, a short sorted array that events are popped from. Two additions: a bucket whose events
 * all have one time, and events for the time that is now, become the *run*, a first-in-first-out list for each
 * priority; and few events live in the bottom alone (*bypass*).
 *
 * A bucket is chosen by its index, a monotone function of time, and never by comparing with a computed boundary: no
 * rounding can swap two events. No sequence numbers are kept: all events of one time lie in one place, in the order
 * in which they were pushed. Times are whole numbers; no event is pushed before the time of the last one popped.
 */
export class LadderQueue implements PendingSet {
  private readonly slab: EventSlab;
  private readonly bottom: SortedEvents;
  /** What the bottom holds of the run's time is older than what the run holds. */
  private readonly run: EventRun;
  /** All pending events of this time are in bottom and run. */
  private nearTime = -1;
  /** Time of an event popped before the last spill. */
  private spilledAt = 0;

  private rungs = 0;
  private readonly starts = new Float64Array(mostRungs);
  /** Buckets per ns. */
  private readonly scales = new Float64Array(mostRungs);
  /** The first bucket that has not been taken; events of earlier ones belong to the next rung or the bottom. */
  private readonly nexts = new Int32Array(mostRungs);
  private readonly lengths = new Int32Array(mostRungs);
  private readonly offsets = new Int32Array(mostRungs);
  /** Per bucket the slot of its newest event, linked to older ones; 0 when empty. */
  private heads = new Int32Array(256);

  /** From the oldest to the newest, its end known by `topTail` alone; empty while there are no rungs. */
  private topHead = 0;
  private topTail = 0;
  private topSize = 0;
  /** Earliest and latest time of the top; infinite while it is empty. */
  private topFirst = Number.POSITIVE_INFINITY;
  private topLast = Number.NEGATIVE_INFINITY;
  /** A bit for each priority of the top. */
  private topPriorities = 0;

  constructor(slab: EventSlab) {
    this.slab = slab;
    this.bottom = new SortedEvents(slab, 2 * bypass);
    this.run = new EventRun(slab);
  }

  get bytes(): number {
    return this.bottom.bytes + this.heads.byteLength;
  }

  push(slot: number, time: number, priority: number): void {
    if (this.rungs === 0 && this.run.head === 0 && this.bottom.size < bypass) {
      this.bottom.insertNewer(slot, time);
      return;
    }
    // What is no earlier than the top's first belongs there: the index of a bucket never falls with time.
    if (time >= this.topFirst) {
      this.slab.ints[2 * this.topTail + nextAt] = slot;
      this.topTail = slot;
      this.topSize++;
      this.topPriorities |= 1 << priority;
      if (time > this.topLast) this.topLast = time;
      return;
    }
    if (time === (this.run.head === 0 ? this.nearTime : this.run.time)) {
      this.run.push(slot, time, priority);
      return;
    }
    if (!this.pushFar(slot, time, priority)) this.pushBottom(slot, time, priority);
  }

  /** @returns false for an event of a bucket that is being consumed */
  private pushFar(slot: number, time: number, priority: number): boolean {
    const { rungs } = this;
    for (let rung = 0; rung < rungs; rung++) {
      const place = (time - this.starts[rung]!) * this.scales[rung]!;
      const next = this.nexts[rung]!;
      if (place < next) continue;
      const last = this.lengths[rung]! - 1;
      let bucket = last;
      if (place < last) bucket = place | 0;
      else if (rung === 0 && place >= last + 1) {
        this.pushTop(slot, time, priority);
        return true;
      } else if (last < next) continue;
      const at = this.offsets[rung]! + bucket;
      this.slab.ints[2 * slot + nextAt] = this.heads[at]!;
      this.heads[at] = slot;
      return true;
    }
    return false;
  }

  private pushBottom(slot: number, time: number, priority: number): void {
    if (this.bottom.size < bypass || !this.spill()) this.bottom.insertNewer(slot, time);
    else this.push(slot, time, priority);
  }

  pop(untilNs: number): number {
    const { slab, bottom, run } = this;
    for (;;) {
      let slot: number;
      if (run.head !== 0 && !this.bottomLeads()) {
        if (run.time > untilNs) return 0;
        slot = this.popRun();
      } else if (bottom.size !== 0) {
        if (bottom.times[bottom.size - 1]! > untilNs) return 0;
        slot = this.popBottom();
      } else if (this.refill()) continue;
      else return 0;
      if (!slab.isCancelled(slot)) return slot;
      slab.releaseCancelled(slot);
    }
  }

  firstTime(): number {
    const { slab, bottom, run } = this;
    for (;;) {
      const leads = run.head === 0 || this.bottomLeads();
      if (leads && bottom.size === 0) {
        if (!this.refill()) return Number.POSITIVE_INFINITY;
        continue;
      }
      const slot = leads ? bottom.slots[bottom.size - 1]! : run.head;
      if (!slab.isCancelled(slot)) return slab.times[slot]!;
      slab.releaseCancelled(leads ? this.popBottom() : this.popRun());
    }
  }

  sweep(): void {
    const list = new SweptList(this.slab);
    this.bottom.sweep();
    this.run.sweep(list);
    for (let rung = 0; rung < this.rungs; rung++) {
      const end = this.offsets[rung]! + this.lengths[rung]!;
      for (let at = this.offsets[rung]! + this.nexts[rung]!; at < end; at++)
        this.heads[at] = list.sweep(this.heads[at]!);
    }
    if (this.topSize === 0) return;
    this.endTop();
    this.topHead = list.sweep(this.topHead);
    this.topTail = list.tail;
    this.topSize -= list.dropped;
    if (this.topSize === 0) this.topFirst = Number.POSITIVE_INFINITY;
  }

  /** Whether the bottom's first event comes before the run's. */
  private bottomLeads(): boolean {
    const { bottom, run } = this;
    if (bottom.size === 0) return false;
    const time = bottom.times[bottom.size - 1]!;
    if (time !== run.time) return time < run.time;
    return this.slab.priorityOf(bottom.slots[bottom.size - 1]!) <= run.priority;
  }

  private popBottom(): number {
    const { bottom } = this;
    bottom.size--;
    // Without rungs all that is pending is near, so that an older time will do.
    if (this.rungs !== 0) this.nearTime = bottom.times[bottom.size]!;
    return bottom.slots[bottom.size]!;
  }

  private popRun(): number {
    this.nearTime = this.run.time;
    return this.run.pop();
  }

  /** Adds an event that is earlier than all of the top. */
  private pushTop(slot: number, time: number, priority: number): void {
    if (this.topSize++ === 0) {
      this.topHead = slot;
      this.topLast = time;
    } else this.slab.ints[2 * this.topTail + nextAt] = slot;
    this.topTail = slot;
    this.topFirst = time;
    this.topPriorities |= 1 << priority;
  }

  /** Fills bottom or run with the next events. @returns false when none is pending */
  private refill(): boolean {
    while (this.bottom.size === 0 && this.run.head === 0) {
      if (this.rungs === 0) {
        if (this.topSize === 0) return false;
        this.takeTop();
        continue;
      }
      const rung = this.rungs - 1;
      const offset = this.offsets[rung]!;
      const length = this.lengths[rung]!;
      const { heads } = this;
      let bucket = this.nexts[rung]!;
      while (bucket < length && heads[offset + bucket] === 0) bucket++;
      if (bucket === length) {
        this.rungs--;
        continue;
      }
      const head = heads[offset + bucket]!;
      heads[offset + bucket] = 0;
      this.nexts[rung] = bucket + 1;
      this.takeBucket(head);
    }
    return true;
  }

  private takeTop(): void {
    const { topHead, topTail, topSize, topFirst, topLast, topPriorities } = this;
    this.endTop();
    this.topHead = 0;
    this.topSize = 0;
    this.topFirst = Number.POSITIVE_INFINITY;
    this.topPriorities = 0;
    if (topSize <= sortable) {
      this.sort(topHead);
    } else if (topFirst === topLast) {
      // An empty rung, so that events after the run go to the top instead of the bottom.
      this.addRung(topFirst, topFirst, 1);
      this.nexts[0] = 1;
      if ((topPriorities & (topPriorities - 1)) === 0)
        this.run.adopt(topHead, topTail, topFirst, this.slab.priorityOf(topHead));
      else this.run.pushList(topHead, topFirst);
    } else {
      this.addRung(topFirst, topLast, topSize);
      this.spread(topHead);
    }
  }

  private endTop(): void {
    if (this.topSize > 0) this.slab.ints[2 * this.topTail + nextAt] = 0;
  }

  /** Sorts a bucket, newest event first, into the bottom; one of a single time becomes the run, a long one a rung. */
  private takeBucket(head: number): void {
    const { slab, bottom } = this;
    const { times, ints } = slab;
    let oldest = 0;
    let count = 0;
    let first = 0;
    let last = 0;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + nextAt]!;
      if (slab.isCancelled(slot)) {
        slab.releaseCancelled(slot);
        slot = next;
        continue;
      }
      const time = times[slot]!;
      if (count < sortable) bottom.insertOlder(slot, time);
      else {
        if (count === sortable) {
          first = bottom.times[count - 1]!;
          last = bottom.times[0]!;
        }
        if (time < first) first = time;
        if (time > last) last = time;
      }
      count++;
      // Reversed on the way, so that a rung or a run can be made from the oldest event on.
      ints[2 * slot + nextAt] = oldest;
      oldest = slot;
      slot = next;
    }
    if (count <= sortable) return;
    bottom.size = 0;
    if (first === last) {
      this.run.pushList(oldest, first);
    } else if (this.rungs < mostRungs) {
      this.addRung(first, last, count);
      this.spread(oldest);
    } else {
      this.sort(oldest);
    }
  }

  /** Sorts a list, oldest event first, into the bottom. */
  private sort(head: number): void {
    const { times, ints } = this.slab;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + nextAt]!;
      this.bottom.insertNewer(slot, times[slot]!);
      slot = next;
    }
  }

  /** Divides bottom and run. @returns false where no rung is left */
  private spill(): boolean {
    const { bottom, run } = this;
    const { ints } = this.slab;
    let first = bottom.times[bottom.size - 1]!;
    let last = bottom.times[0]!;
    if (run.head !== 0) {
      first = Math.min(first, run.time);
      last = Math.max(last, run.time);
    }
    if (first === last) {
      for (let i = 0; i < bottom.size; i++) {
        const slot = bottom.slots[i]!;
        run.prepend(slot, first, this.slab.priorityOf(slot));
      }
      bottom.size = 0;
      return true;
    }
    if (this.rungs === mostRungs) return false;
    // From the clock on, not from the first event: events that are pushed backwards in time find their bucket, too.
    this.spilledAt = Math.max(this.spilledAt, this.nearTime);
    this.addRung(Math.min(first, this.spilledAt), last, bottom.size);
    for (let i = bottom.size - 1; i >= 0; i--) {
      ints[2 * bottom.slots[i]! + nextAt] = 0;
      this.spread(bottom.slots[i]!);
    }
    bottom.size = 0;
    if (run.head !== 0) for (const list of run.takeLists()) this.spread(list);
    // Events of this time lie in a bucket again: newer ones must not pass them by way of the run.
    this.nearTime = -1;
    return true;
  }

  /** Adds a rung over first … last, about one event a bucket, if they were spread evenly. */
  private addRung(first: number, last: number, events: number): void {
    const rung = this.rungs++;
    const offset = rung === 0 ? 0 : this.offsets[rung - 1]! + this.lengths[rung - 1]!;
    const span = last - first + 1;
    const length = Math.min(span, events);
    this.starts[rung] = first;
    this.scales[rung] = length / span;
    this.nexts[rung] = 0;
    this.lengths[rung] = length;
    this.offsets[rung] = offset;
    if (offset + length > this.heads.length) {
      const heads = new Int32Array(Math.ceil(1.125 * (offset + length)));
      heads.set(this.heads);
      this.heads = heads;
    }
  }

  /** Puts a list of events, oldest first, into the buckets of the last rung. */
  private spread(head: number): void {
    const { heads } = this;
    const { times, ints } = this.slab;
    const rung = this.rungs - 1;
    const start = this.starts[rung]!;
    const scale = this.scales[rung]!;
    const offset = this.offsets[rung]!;
    const last = this.lengths[rung]! - 1;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + nextAt]!;
      const place = (times[slot]! - start) * scale;
      const at = offset + (place < last ? place | 0 : last);
      ints[2 * slot + nextAt] = heads[at]!;
      heads[at] = slot;
      slot = next;
    }
  }
}
