import type { EventSlab } from './event-slab.ts';

/** A short array of events in order, taken from its front. */
export class SortedEvents {
  /** Place of the first event; the place before it holds the time up to which events are known to be here. */
  first = 1;
  /** Place after the last event. */
  end = 1;
  declare times: Float64Array;
  declare slots: Int32Array;
  declare private readonly slab: EventSlab;

  constructor(slab: EventSlab, capacity: number) {
    this.slab = slab;
    this.times = new Float64Array(capacity);
    this.slots = new Int32Array(capacity);
    this.times[0] = -1;
  }

  get bytes(): number {
    return this.times.byteLength + this.slots.byteLength;
  }

  get size(): number {
    return this.end - this.first;
  }

  /** Makes room at the end, where there is nothing to lose in front. */
  restart(): void {
    this.times[0] = this.times[this.first - 1]!;
    this.first = 1;
    this.end = 1;
  }

  /** Inserts an event that is newer than all of its time. */
  insertNewer(slot: number): void {
    if (this.end === this.times.length) this.makeRoom();
    const { times, slots, slab, first } = this;
    const time = slab.times[slot]!;
    let at = this.end++;
    for (; at > first; at--) {
      const other = times[at - 1]!;
      if (other <= time && (other < time || slab.priorityOf(slots[at - 1]!) <= slab.priorityOf(slot))) break;
      times[at] = other;
      slots[at] = slots[at - 1]!;
    }
    times[at] = time;
    slots[at] = slot | 0;
  }

  /** Inserts an event that is no earlier than those before the place `from`, and older than all of its time; there must be room. */
  insertOlder(slot: number, from: number): void {
    const { times, slots, slab } = this;
    const time = slab.times[slot]!;
    let at = this.end++;
    for (; at > from; at--) {
      const other = times[at - 1]!;
      if (other <= time && (other < time || slab.priorityOf(slots[at - 1]!) < slab.priorityOf(slot))) break;
      times[at] = other;
      slots[at] = slots[at - 1]!;
    }
    times[at] = time;
    slots[at] = slot | 0;
  }

  /** Inserts a list of linked records, oldest first, all newer than those that are here. */
  insertList(head: number): void {
    const { ints } = this.slab;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      this.insertNewer(slot);
      slot = next;
    }
  }

  /** Makes room for so many more at the end. */
  reserve(count: number): void {
    while (this.end + count > this.times.length) this.grow();
  }

  /** Drops cancelled events. */
  sweep(): void {
    const { times, slots, slab } = this;
    let kept = this.first;
    for (let i = kept; i < this.end; i++) {
      if (slab.isCancelled(slots[i]!)) {
        slab.releaseCancelled(slots[i]!);
        continue;
      }
      times[kept] = times[i]!;
      slots[kept++] = slots[i]!;
    }
    this.end = kept;
  }

  makeRoom(): void {
    const { first, end } = this;
    const from = first - 1;
    // Moved to the front when that frees at least half: then as many insertions have paid for it.
    if (2 * from < this.times.length) this.grow();
    this.times.copyWithin(0, from, end);
    this.slots.copyWithin(0, from, end);
    this.first = 1;
    this.end = end - from;
  }

  private grow(): void {
    const times = new Float64Array(2 * this.times.length);
    const slots = new Int32Array(times.length);
    times.set(this.times);
    slots.set(this.slots);
    this.times = times;
    this.slots = slots;
  }
}
