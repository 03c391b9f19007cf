import { type EventSlab, highestPriority } from './event-slab.ts';
import type { SweptList } from './swept-list.ts';

/** Events of one time: a first-in-first-out list of records for each priority. */
export class EventRun {
  /** Slot of the first event; 0 when there is none. */
  head = 0;
  /** Time of all of them, ns; without meaning while the run is empty. */
  time = Number.NaN;
  /** Priority of the first event. */
  priority = 0;

  declare private readonly slab: EventSlab;
  private tail = 0;
  /** Lists of the other priorities, and a bit for each that is not empty. */
  private others = 0;
  private readonly heads = new Int32Array(highestPriority + 1);
  private readonly tails = new Int32Array(highestPriority + 1);

  constructor(slab: EventSlab) {
    this.slab = slab;
  }

  /** Adds an event that is newer than all others. */
  push(pushed: number): void {
    const slot = pushed | 0;
    const { slab } = this;
    const { ints } = slab;
    const priority = slab.priorityOf(slot);
    ints[2 * slot + 2] = 0;
    if (this.head === 0) this.adopt(slot, slot, slab.times[slot]!, priority);
    else if (priority === this.priority) {
      ints[2 * this.tail + 2] = slot;
      this.tail = slot;
    } else {
      this.open(priority);
      if (this.heads[priority] === 0) this.heads[priority] = slot;
      else ints[2 * this.tails[priority]! + 2] = slot;
      this.tails[priority] = slot;
      this.load();
    }
  }

  /** Adds an event that is older than all others. */
  prepend(slot: number): void {
    const { slab } = this;
    const { ints } = slab;
    const priority = slab.priorityOf(slot);
    ints[2 * slot + 2] = 0;
    if (this.head === 0) {
      this.adopt(slot, slot, slab.times[slot]!, priority);
      return;
    }
    this.open(priority);
    ints[2 * slot + 2] = this.heads[priority]!;
    if (this.heads[priority] === 0) this.tails[priority] = slot;
    this.heads[priority] = slot;
    this.load();
  }

  /** Makes a list of one time and priority, oldest first, the run, which is empty. */
  adopt(head: number, tail: number, time: number, priority: number): void {
    this.head = head;
    this.tail = tail;
    this.time = time;
    this.priority = priority;
  }

  /** Adds a list of linked records, oldest first. */
  pushList(head: number): void {
    const { ints } = this.slab;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      this.push(slot);
      slot = next;
    }
  }

  /** Empties the run. @returns the heads of its lists by priority, oldest first, 0 for none; valid until the next push */
  takeLists(): Int32Array {
    this.open(this.priority);
    this.head = 0;
    this.others = 0;
    const lists = this.heads.slice();
    this.heads.fill(0);
    return lists;
  }

  /** Drops cancelled events. */
  sweep(list: SweptList): void {
    if (this.head === 0) return;
    this.open(this.priority);
    for (let priority = 0; priority <= highestPriority; priority++) {
      this.heads[priority] = list.sweep(this.heads[priority]!);
      this.tails[priority] = list.tail;
      if (list.tail === 0) this.others &= ~(1 << priority);
    }
    this.head = 0;
    this.load();
  }

  /** Puts the first list among the others, with a place for one of `priority`. */
  private open(priority: number): void {
    if (this.head !== 0) {
      this.heads[this.priority] = this.head;
      this.tails[this.priority] = this.tail;
      this.others |= 1 << this.priority;
    }
    this.others |= 1 << priority;
  }

  /** Takes the list of the lowest priority number from the others, where the first is empty. @returns whether there was one */
  load(): boolean {
    if (this.others === 0) return false;
    const priority = 31 - Math.clz32(this.others & -this.others);
    this.priority = priority;
    this.head = this.heads[priority]!;
    this.tail = this.tails[priority]!;
    this.heads[priority] = 0;
    this.others &= ~(1 << priority);
    return true;
  }
}
