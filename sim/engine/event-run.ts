import { type EventSlab, highestPriority, metaAt, nextAt } from './event-slab.ts';
import type { SweptList } from './swept-list.ts';

/** Events of one time: a first-in-first-out list of records for each priority. */
export class EventRun {
  size = 0;
  /** Time of all of them, ns; without meaning while the run is empty. */
  time = 0;

  private readonly slab: EventSlab;
  private readonly heads = new Int32Array(highestPriority + 1);
  private readonly tails = new Int32Array(highestPriority + 1);
  /** No event has a lower priority number. */
  private lowest = 0;

  constructor(slab: EventSlab) {
    this.slab = slab;
  }

  /** Adds an event that is newer than all others. */
  push(slot: number, time: number): void {
    const { ints } = this.slab;
    const priority = ints[2 * slot + metaAt]! >>> 28;
    this.count(priority, time);
    ints[2 * slot + nextAt] = 0;
    if (this.heads[priority] === 0) this.heads[priority] = slot;
    else ints[2 * this.tails[priority]! + nextAt] = slot;
    this.tails[priority] = slot;
  }

  /** Adds an event that is older than all others. */
  prepend(slot: number, time: number): void {
    const { ints } = this.slab;
    const priority = ints[2 * slot + metaAt]! >>> 28;
    this.count(priority, time);
    ints[2 * slot + nextAt] = this.heads[priority]!;
    if (this.heads[priority] === 0) this.tails[priority] = slot;
    this.heads[priority] = slot;
  }

  /** Adds a list of linked records, oldest first. */
  pushList(head: number, time: number): void {
    const { ints } = this.slab;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + nextAt]!;
      this.push(slot, time);
      slot = next;
    }
  }

  /** Priority of the first event; only while the run is not empty. */
  firstPriority(): number {
    while (this.heads[this.lowest] === 0) this.lowest++;
    return this.lowest;
  }

  /** Slot of the first event; only while the run is not empty. */
  first(): number {
    return this.heads[this.firstPriority()]!;
  }

  /** Removes the first event; only while the run is not empty. */
  pop(): number {
    const priority = this.firstPriority();
    const slot = this.heads[priority]!;
    this.heads[priority] = this.slab.ints[2 * slot + nextAt]!;
    this.size--;
    return slot;
  }

  /** Removes all events of a priority. @returns the head of their list, oldest first, or 0 */
  takeList(priority: number): number {
    const head = this.heads[priority]!;
    this.heads[priority] = 0;
    return head;
  }

  /** Drops cancelled events. */
  sweep(list: SweptList): void {
    for (let priority = 0; priority <= highestPriority; priority++) {
      this.heads[priority] = list.sweep(this.heads[priority]!);
      this.tails[priority] = list.tail;
      this.size -= list.dropped;
    }
  }

  private count(priority: number, time: number): void {
    if (this.size++ === 0) {
      this.time = time;
      this.lowest = priority;
    } else if (priority < this.lowest) this.lowest = priority;
  }
}
