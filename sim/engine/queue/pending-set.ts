/**
 * Pending events in the total order (time, priority, order of pushing). An implementation keeps slots of an
 * `EventSlab`; it drops and releases the cancelled ones that it meets.
 */
export interface PendingSet {
  /** Adds the event of a slot; its time, no earlier than the last one popped, and priority are the record's. */
  push(slot: number): void;
  /**
   * Removes the first event, unless it is later than `untilNs`.
   * @returns its slot, which is now the caller's to release; 0 when there is none
   */
  pop(untilNs: number): number;
  /** Slot of the first event; 0 when none is pending. */
  first(): number;
  /** Drops and releases all cancelled events: time in proportion to what is kept. */
  sweep(): void;
  /** Bytes held beside the slab's. */
  readonly bytes: number;
}
