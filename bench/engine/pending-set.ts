import { EventHeap } from '../../sim/engine/event-heap.ts';

/** A bare set of pending events: pops in the order of (time, order of pushing). */
export interface PendingSet {
  push(timeNs: number, id: number): void;
  /** Time of the first event; Infinity when empty. */
  firstTime(): number;
  /** Takes the first event out. @returns its id */
  pop(): number;
}

class HeapSet implements PendingSet {
  private readonly heap = new EventHeap();
  private sequence = 0;

  push(timeNs: number, id: number): void {
    this.heap.push(timeNs, this.sequence++, id);
  }

  firstTime(): number {
    return this.heap.firstTime();
  }

  pop(): number {
    return this.heap.pop();
  }
}

/** The engine's own pending set, and the 4-ary heap that is its reference. */
export const pendingSets: Readonly<Record<'queue' | 'heap', () => PendingSet>> = {
  queue: () => new HeapSet(),
  heap: () => new HeapSet(),
};
