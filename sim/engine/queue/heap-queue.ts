import { EventHeap } from './event-heap.ts';
import type { EventSlab } from './event-slab.ts';
import type { PendingSet } from './pending-set.ts';

const priorityStep = 2 ** 44;

/** The reference: a heap with explicit sequence numbers. Slower than the ladder queue, and plainly right. */
export class HeapQueue implements PendingSet {
  declare private readonly slab: EventSlab;
  private readonly heap = new EventHeap();
  private sequence = 0;

  constructor(slab: EventSlab) {
    this.slab = slab;
  }

  get bytes(): number {
    return this.heap.bytes;
  }

  push(slot: number): void {
    this.heap.push(this.slab.times[slot]!, this.slab.priorityOf(slot) * priorityStep + this.sequence++, slot);
  }

  pop(untilNs: number): number {
    for (;;) {
      if (this.heap.size === 0 || this.heap.firstTime() > untilNs) return 0;
      const slot = this.heap.pop();
      if (!this.slab.isCancelled(slot)) return slot;
      this.slab.releaseCancelled(slot);
    }
  }

  first(): number {
    for (;;) {
      const slot = this.heap.firstSlot();
      if (slot < 0) return 0;
      if (!this.slab.isCancelled(slot)) return slot;
      this.heap.pop();
      this.slab.releaseCancelled(slot);
    }
  }

  sweep(): void {
    this.heap.filter((slot) => {
      if (!this.slab.isCancelled(slot)) return true;
      this.slab.releaseCancelled(slot);
      return false;
    });
  }
}
