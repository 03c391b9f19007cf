import type { EventSlab } from './event-slab.ts';

/** A short array of events in order, latest first, so that the first one to handle is removed at the end. */
export class SortedEvents {
  size = 0;
  times: Float64Array;
  slots: Int32Array;
  private readonly slab: EventSlab;

  constructor(slab: EventSlab, capacity: number) {
    this.slab = slab;
    this.times = new Float64Array(capacity);
    this.slots = new Int32Array(capacity);
  }

  get bytes(): number {
    return this.times.byteLength + this.slots.byteLength;
  }

  /** Inserts an event that is newer than all of its time. */
  insertNewer(slot: number, time: number): void {
    if (this.size === this.times.length) this.grow();
    const { times, slots, slab } = this;
    let at = this.size++;
    for (; at > 0; at--) {
      const other = times[at - 1]!;
      if (other >= time) {
        if (other > time || slab.priorityOf(slots[at - 1]!) > slab.priorityOf(slot)) break;
      }
      times[at] = other;
      slots[at] = slots[at - 1]!;
    }
    times[at] = time;
    slots[at] = slot;
  }

  /** Inserts an event that is older than all of its time. */
  insertOlder(slot: number, time: number): void {
    if (this.size === this.times.length) this.grow();
    const { times, slots, slab } = this;
    let at = this.size++;
    for (; at > 0; at--) {
      const other = times[at - 1]!;
      if (other >= time) {
        if (other > time || slab.priorityOf(slots[at - 1]!) >= slab.priorityOf(slot)) break;
      }
      times[at] = other;
      slots[at] = slots[at - 1]!;
    }
    times[at] = time;
    slots[at] = slot;
  }

  /** Drops cancelled events. */
  sweep(): void {
    const { times, slots, slab } = this;
    let kept = 0;
    for (let i = 0; i < this.size; i++) {
      if (slab.isCancelled(slots[i]!)) {
        slab.releaseCancelled(slots[i]!);
        continue;
      }
      times[kept] = times[i]!;
      slots[kept++] = slots[i]!;
    }
    this.size = kept;
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
