import { EventSlab } from '../../sim/engine/queue/event-slab.ts';
import { HeapQueue } from '../../sim/engine/queue/heap-queue.ts';
import { LadderQueue } from '../../sim/engine/queue/ladder-queue.ts';
import type { PendingSet } from '../../sim/engine/queue/pending-set.ts';

/** A set of pending events with the records it orders. */
export interface BareSet {
  readonly slab: EventSlab;
  readonly queue: PendingSet;
}

const over = (make: (slab: EventSlab) => PendingSet) => (): BareSet => {
  const slab = new EventSlab();
  return { slab, queue: make(slab) };
};

/** The engine's own pending set, and the 4-ary heap that is its reference. */
export const pendingSets: Readonly<Record<'queue' | 'heap', () => BareSet>> = {
  queue: over((slab) => new LadderQueue(slab)),
  heap: over((slab) => new HeapQueue(slab)),
};
