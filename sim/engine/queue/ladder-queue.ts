import { EventRun } from './event-run.ts';
import type { EventSlab } from './event-slab.ts';
import type { PendingSet } from './pending-set.ts';
import { mostRungs, Rungs } from './rungs.ts';
import { SortedEvents } from './sorted-events.ts';
import { SweptList } from './swept-list.ts';

/** Events of the bottom up to which no rung is made. */
const bypass = 64;
/** Events of a bucket up to which it is sorted straight into the bottom. */
const sortable = 32;

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
  declare private readonly slab: EventSlab;
  /** In the place before its first event: a time of which all pending events are in bottom and run, or -1. */
  declare private readonly bottom: SortedEvents;
  /** What the bottom holds of the run's time is older than what the run holds. */
  declare private readonly run: EventRun;
  /** Time of an event popped before the last spill. */
  private readonly spilledAt = new Float64Array(1);

  declare private readonly rungs: Rungs;
  /** Slots of a long bucket, newest first, while it is divided. */
  private scratch = new Int32Array(256);

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
    this.rungs = new Rungs(slab);
  }

  get bytes(): number {
    return this.bottom.bytes + this.rungs.bytes + this.scratch.byteLength;
  }

  push(pushed: number): void {
    // For the compiler, which else stores a parameter in an integer array by way of a float.
    const slot = pushed | 0;
    const { slab, bottom, run, rungs } = this;
    const { ints } = slab;
    const time = slab.times[slot]!;
    // What is no earlier than the top's first belongs there: the index of a bucket never falls with time.
    if (time >= this.topFirst) {
      ints[2 * this.topTail + 2] = slot;
      this.topTail = slot;
      this.topSize++;
      this.topPriorities |= 1 << slab.priorityOf(slot);
      if (time > this.topLast) this.topLast = time;
      return;
    }
    // As many as `bypass`: small numbers stand where they are used often, since a name may be read from memory.
    if (rungs.count === 0 && run.head === 0 && bottom.end - bottom.first < 64) {
      if (bottom.end === bottom.times.length) bottom.makeRoom();
      const { times, slots, first } = bottom;
      let at = bottom.end++;
      for (; at > first; at--) {
        const other = times[at - 1]!;
        if (other <= time && (other < time || slab.priorityOf(slots[at - 1]!) <= slab.priorityOf(slot)))
          break;
        times[at] = other;
        slots[at] = slots[at - 1]!;
      }
      times[at] = time;
      slots[at] = slot;
      return;
    }
    if (time === (run.head === 0 ? bottom.times[bottom.first - 1]! : run.time)) {
      run.push(slot);
      return;
    }
    for (let rung = 0; rung < rungs.count; rung++) {
      const place = (time - rungs.starts[rung]!) * rungs.scales[rung]!;
      const next = rungs.nexts[rung]!;
      if (place < next) continue;
      const last = rungs.lengths[rung]! - 1;
      let bucket = last;
      if (place < last) bucket = place | 0;
      else if (rung === 0 && place >= last + 1) {
        this.pushTop(slot);
        return;
      } else if (last < next) continue;
      const at = rungs.offsets[rung]! + bucket;
      ints[2 * slot + 2] = rungs.heads[at]!;
      rungs.heads[at] = slot;
      return;
    }
    this.pushBottom(slot);
  }

  private pushBottom(slot: number): void {
    if (this.bottom.size < bypass || !this.spill()) this.bottom.insertNewer(slot);
    else this.push(slot);
  }

  pop(untilNs: number): number {
    const { bottom } = this;
    const { first } = bottom;
    if (first === bottom.end || this.run.head !== 0) return this.popOther(untilNs);
    if (bottom.times[first]! > untilNs) return 0;
    const slot = bottom.slots[first]!;
    if (this.slab.isCancelled(slot)) return this.popOther(untilNs);
    bottom.first = first + 1;
    return slot;
  }

  /** What `pop` does where there is a run, nothing is near, or an event was cancelled. */
  private popOther(untilNs: number): number {
    const { slab, bottom, run } = this;
    for (;;) {
      const isEmpty = bottom.first === bottom.end;
      let slot = run.head;
      if (slot !== 0 && (isEmpty || !this.bottomLeads())) {
        if (run.time > untilNs) return 0;
        run.head = slab.ints[2 * slot + 2]!;
        if (run.head === 0) this.endRun();
      } else if (!isEmpty) {
        if (bottom.times[bottom.first]! > untilNs) return 0;
        slot = bottom.slots[bottom.first++]!;
      } else if (this.refill()) continue;
      else return 0;
      if (!slab.isCancelled(slot)) return slot;
      slab.releaseCancelled(slot);
    }
  }

  first(): number {
    const { bottom } = this;
    const { first } = bottom;
    if (first === bottom.end || this.run.head !== 0) return this.findFirst();
    const slot = bottom.slots[first]!;
    return this.slab.isCancelled(slot) ? this.findFirst() : slot;
  }

  /** What `first` does where there is a run, nothing is near, or an event was cancelled. */
  private findFirst(): number {
    const { slab, bottom, run } = this;
    for (;;) {
      const isEmpty = bottom.first === bottom.end;
      if (isEmpty && run.head === 0) {
        if (!this.refill()) return 0;
        continue;
      }
      const leads = !isEmpty && (run.head === 0 || this.bottomLeads());
      const slot = leads ? bottom.slots[bottom.first]! : run.head;
      if (!slab.isCancelled(slot)) return slot;
      if (leads) bottom.first++;
      else {
        run.head = slab.ints[2 * slot + 2]!;
        if (run.head === 0) this.endRun();
      }
      slab.releaseCancelled(slot);
    }
  }

  sweep(): void {
    const list = new SweptList(this.slab);
    this.bottom.sweep();
    this.run.sweep(list);
    this.rungs.sweep(list);
    if (this.topSize === 0) return;
    this.endTop();
    this.topHead = list.sweep(this.topHead);
    this.topTail = list.tail;
    this.topSize -= list.dropped;
    if (this.topSize === 0) this.topFirst = Number.POSITIVE_INFINITY;
  }

  /** Whether the bottom's first event comes before the run's; neither is empty. */
  private bottomLeads(): boolean {
    const { bottom, run } = this;
    const { first } = bottom;
    const time = bottom.times[first]!;
    if (time !== run.time) return time < run.time;
    return this.slab.priorityOf(bottom.slots[first]!) <= run.priority;
  }

  /** Goes on to the run's next priority, where its first has come to an end. */
  private endRun(): void {
    const { run, bottom } = this;
    if (!run.load()) bottom.times[bottom.first - 1] = run.time;
  }

  /** Adds an event that is earlier than all of the top. */
  private pushTop(slot: number): void {
    const { slab } = this;
    const time = slab.times[slot]!;
    if (this.topSize++ === 0) {
      this.topHead = slot;
      this.topLast = time;
    } else slab.ints[2 * this.topTail + 2] = slot;
    this.topTail = slot;
    this.topFirst = time;
    this.topPriorities |= 1 << slab.priorityOf(slot);
  }

  /** Fills bottom or run, which are empty, with the next events. @returns false when none is pending */
  private refill(): boolean {
    const { bottom, run } = this;
    bottom.restart();
    do {
      if (this.rungs.count !== 0) this.takeBuckets();
      else if (this.topSize !== 0) this.takeTop();
      else return false;
    } while (bottom.end === 1 && run.head === 0);
    return true;
  }

  /** Takes buckets of the last rung until the bottom has a few events, or one bucket is too long for it. */
  private takeBuckets(): void {
    const { bottom, rungs } = this;
    const { heads } = rungs;
    const rung = rungs.count - 1;
    const offset = rungs.offsets[rung]!;
    const length = rungs.lengths[rung]!;
    let bucket = rungs.nexts[rung]!;
    while (bucket < length && bottom.end <= 4) {
      const head = heads[offset + bucket++]!;
      if (head === 0) continue;
      heads[offset + bucket - 1] = 0;
      const from = bottom.end;
      const rest = this.takeBucket(head);
      if (rest === 0) continue;
      rungs.nexts[rung] = bucket;
      this.divide(rest, from);
      return;
    }
    rungs.nexts[rung] = bucket;
    // A rung stays for as long as the bottom has events of it: without rungs, what is pushed goes to the bottom.
    if (bottom.end === 1) rungs.count--;
  }

  private takeTop(): void {
    const { topHead, topTail, topSize, topFirst, topLast, topPriorities } = this;
    this.endTop();
    this.topHead = 0;
    this.topSize = 0;
    this.topFirst = Number.POSITIVE_INFINITY;
    this.topPriorities = 0;
    if (topSize <= sortable) {
      this.bottom.insertList(topHead);
    } else if (topFirst === topLast) {
      // An empty rung, so that events after the run go to the top instead of the bottom.
      this.rungs.add(topFirst, topFirst, 1);
      this.rungs.nexts[0] = 1;
      if ((topPriorities & (topPriorities - 1)) === 0)
        this.run.adopt(topHead, topTail, topFirst, this.slab.priorityOf(topHead));
      else this.run.pushList(topHead);
    } else {
      this.rungs.add(topFirst, topLast, topSize);
      this.rungs.putList(topHead);
    }
  }

  private endTop(): void {
    if (this.topSize > 0) this.slab.ints[2 * this.topTail + 2] = 0;
  }

  /** Sorts a bucket, newest event first, into the bottom. @returns what is left where it is too long, the newest first */
  private takeBucket(head: number): number {
    const { slab, bottom } = this;
    const { ints } = slab;
    const from = bottom.end;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      if (slab.isCancelled(slot)) slab.releaseCancelled(slot);
      else if (bottom.end - from < 32) bottom.insertOlder(slot, from);
      else return slot;
      slot = next;
    }
    return 0;
  }

  /** Makes a rung, or the run, of a long bucket: its newest events, sorted, are the bottom's last ones. */
  private divide(rest: number, from: number): void {
    const { slab, bottom, rungs } = this;
    const { times, ints } = slab;
    let first = bottom.times[from]!;
    let last = bottom.times[bottom.end - 1]!;
    let count = 0;
    for (let slot = rest; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      if (slab.isCancelled(slot)) slab.releaseCancelled(slot);
      else {
        const time = times[slot]!;
        if (time < first) first = time;
        if (time > last) last = time;
        if (count === this.scratch.length) this.growScratch();
        this.scratch[count++] = slot;
      }
      slot = next;
    }
    const { scratch } = this;
    const newest = bottom.end;
    if (first === last) {
      for (let i = count - 1; i >= 0; i--) this.run.push(scratch[i]!);
      for (let i = from; i < newest; i++) this.run.push(bottom.slots[i]!);
    } else if (rungs.count < mostRungs) {
      rungs.add(first, last, count + newest - from);
      for (let i = count - 1; i >= 0; i--) rungs.put(scratch[i]!);
      for (let i = from; i < newest; i++) rungs.put(bottom.slots[i]!);
    } else {
      bottom.reserve(count);
      for (let i = 0; i < count; i++) bottom.insertOlder(scratch[i]!, from);
      return;
    }
    bottom.end = from;
    if (count > 1 << 16) this.scratch = new Int32Array(256);
  }

  private growScratch(): void {
    const scratch = new Int32Array(2 * this.scratch.length);
    scratch.set(this.scratch);
    this.scratch = scratch;
  }

  /** Divides bottom and run. @returns false where no rung is left */
  private spill(): boolean {
    const { bottom, run, rungs } = this;
    const { times, slots, first: from, end } = bottom;
    let first = times[from]!;
    let last = times[end - 1]!;
    if (run.head !== 0) {
      first = Math.min(first, run.time);
      last = Math.max(last, run.time);
    }
    if (first === last) {
      for (let i = end - 1; i >= from; i--) run.prepend(slots[i]!);
      bottom.end = from;
      return true;
    }
    if (rungs.count === mostRungs) return false;
    // From the clock on, not from the first event: events that are pushed backwards in time find their bucket, too.
    this.spilledAt[0] = Math.max(this.spilledAt[0]!, times[from - 1]!);
    // The first rung gets more buckets than events: what is pushed before it has been consumed, a million events
    // perhaps, lies in them, and a bucket's records should stay in the cache while they are divided.
    const buckets = rungs.count === 0 ? 256 : end - from;
    rungs.add(Math.min(first, this.spilledAt[0]!), last, buckets);
    for (let i = from; i < end; i++) rungs.put(slots[i]!);
    bottom.end = from;
    if (run.head !== 0) for (const list of run.takeLists()) rungs.putList(list);
    // Events of this time lie in a bucket again: newer ones must not pass them by way of the run.
    times[from - 1] = -1;
    return true;
  }
}
