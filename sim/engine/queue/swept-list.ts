import type { EventSlab } from './event-slab.ts';

/** Unlinks cancelled records from a list and releases them; what is known afterwards is left in fields. */
export class SweptList {
  /** The last record kept, or 0. */
  tail = 0;
  dropped = 0;
  private readonly slab: EventSlab;

  constructor(slab: EventSlab) {
    this.slab = slab;
  }

  /** @returns the list's new head, or 0 */
  sweep(head: number): number {
    const { slab } = this;
    const { ints } = slab;
    let first = 0;
    this.tail = 0;
    this.dropped = 0;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      if (slab.isCancelled(slot)) {
        slab.releaseCancelled(slot);
        this.dropped++;
      } else {
        if (this.tail === 0) first = slot;
        else ints[2 * this.tail + 2] = slot;
        this.tail = slot;
      }
      slot = next;
    }
    if (this.tail !== 0) ints[2 * this.tail + 2] = 0;
    return first;
  }
}
