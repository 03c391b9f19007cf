import type { EventSlab } from './event-slab.ts';
import type { SweptList } from './swept-list.ts';

export const mostRungs = 24;

/**
 * The rungs of a ladder queue: each one divides a span of time into buckets of equal width, and each but the first one
 * bucket of the rung before it. Only the last one is consumed, from its first bucket on.
 */
export class Rungs {
  count = 0;
  readonly starts = new Float64Array(mostRungs);
  /** Buckets per ns. */
  readonly scales = new Float64Array(mostRungs);
  /** The first bucket that has not been taken; events of earlier ones belong to the next rung or the bottom. */
  readonly nexts = new Int32Array(mostRungs);
  readonly lengths = new Int32Array(mostRungs);
  /** Where a rung's buckets begin in `heads`. */
  readonly offsets = new Int32Array(mostRungs);
  /** Per bucket the slot of its newest event, linked to older ones; 0 when empty. */
  heads = new Int32Array(256);
  declare private readonly slab: EventSlab;

  constructor(slab: EventSlab) {
    this.slab = slab;
  }

  get bytes(): number {
    return this.heads.byteLength;
  }

  /** Adds a rung over first … last, of at most so many buckets; as many as events are good. */
  add(first: number, last: number, most: number): void {
    const rung = this.count++;
    const offset = rung === 0 ? 0 : this.offsets[rung - 1]! + this.lengths[rung - 1]!;
    const span = last - first + 1;
    const length = Math.min(span, most);
    this.starts[rung] = first;
    this.scales[rung] = length / span;
    this.nexts[rung] = 0;
    this.lengths[rung] = length;
    this.offsets[rung] = offset;
    if (offset + length > this.heads.length) {
      const heads = new Int32Array(Math.ceil(1.125 * (offset + length)));
      heads.set(this.heads);
      this.heads = heads;
    }
  }

  /** Puts an event that is newer than the others into its bucket of the last rung. */
  put(slot: number): void {
    const { heads, slab } = this;
    const rung = this.count - 1;
    const last = this.lengths[rung]! - 1;
    const place = (slab.times[slot]! - this.starts[rung]!) * this.scales[rung]!;
    const at = this.offsets[rung]! + (place < last ? place | 0 : last);
    slab.ints[2 * slot + 2] = heads[at]!;
    heads[at] = slot | 0;
  }

  /** Puts a list of events, oldest first, into the buckets of the last rung. */
  putList(head: number): void {
    const { ints } = this.slab;
    for (let slot = head; slot !== 0; ) {
      const next = ints[2 * slot + 2]!;
      this.put(slot);
      slot = next;
    }
  }

  /** Drops cancelled events. */
  sweep(list: SweptList): void {
    const { heads } = this;
    for (let rung = 0; rung < this.count; rung++) {
      const end = this.offsets[rung]! + this.lengths[rung]!;
      for (let at = this.offsets[rung]! + this.nexts[rung]!; at < end; at++)
        heads[at] = list.sweep(heads[at]!);
    }
  }
}
