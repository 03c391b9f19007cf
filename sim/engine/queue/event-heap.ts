/**
 * A 4-ary minimum heap in typed arrays.
 *
 * The key of an entry is (time, order); entries carry one integer. Where no two orders are equal, the order of
 * popping is total, so it does not depend on the heap's shape.
 */
export class EventHeap {
  size = 0;
  private times = new Float64Array(64);
  private orders = new Float64Array(64);
  private slots = new Int32Array(64);

  /** Bytes held. */
  get bytes(): number {
    return this.times.byteLength + this.orders.byteLength + this.slots.byteLength;
  }

  push(time: number, order: number, slot: number): void {
    if (this.size === this.times.length) this.grow();
    this.siftUp(this.size++, time, order, slot);
  }

  /** Time of the first entry; Infinity when empty. */
  firstTime(): number {
    return this.size === 0 ? Number.POSITIVE_INFINITY : this.times[0]!;
  }

  /** Integer of the first entry; -1 when empty. */
  firstSlot(): number {
    return this.size === 0 ? -1 : this.slots[0]!;
  }

  /** Removes the first entry and returns its integer; -1 when empty. */
  pop(): number {
    if (this.size === 0) return -1;
    const first = this.slots[0]!;
    const last = --this.size;
    if (last > 0) this.siftDown(0, this.times[last]!, this.orders[last]!, this.slots[last]!);
    return first;
  }

  /** Drops every entry whose integer `keep` refuses, and restores the heap in linear time. */
  filter(keep: (slot: number) => boolean): void {
    let kept = 0;
    for (let i = 0; i < this.size; i++) {
      if (!keep(this.slots[i]!)) continue;
      this.times[kept] = this.times[i]!;
      this.orders[kept] = this.orders[i]!;
      this.slots[kept++] = this.slots[i]!;
    }
    this.size = kept;
    for (let i = (kept - 2) >> 2; i >= 0; i--) {
      this.siftDown(i, this.times[i]!, this.orders[i]!, this.slots[i]!);
    }
  }

  private siftUp(from: number, time: number, order: number, slot: number): void {
    const { times, orders, slots } = this;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 2;
      const upTime = times[up]!;
      if (upTime < time || (upTime === time && orders[up]! < order)) break;
      times[at] = upTime;
      orders[at] = orders[up]!;
      slots[at] = slots[up]!;
      at = up;
    }
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
  }

  private siftDown(from: number, time: number, order: number, slot: number): void {
    const { times, orders, slots, size } = this;
    let at = from;
    for (;;) {
      const child = 4 * at + 1;
      if (child >= size) break;
      const end = Math.min(child + 4, size);
      let least = child;
      for (let c = child + 1; c < end; c++) {
        if (times[c]! < times[least]! || (times[c]! === times[least]! && orders[c]! < orders[least]!))
          least = c;
      }
      if (times[least]! > time || (times[least]! === time && orders[least]! > order)) break;
      times[at] = times[least]!;
      orders[at] = orders[least]!;
      slots[at] = slots[least]!;
      at = least;
    }
    times[at] = time;
    orders[at] = order;
    slots[at] = slot;
  }

  private grow(): void {
    const length = 2 * this.times.length;
    this.times = extend(this.times, new Float64Array(length));
    this.orders = extend(this.orders, new Float64Array(length));
    this.slots = extend(this.slots, new Int32Array(length));
  }
}

/** Copies `old` into the longer `fresh`. */
export function extend<T extends Float64Array | Int32Array | Uint8Array>(old: T, fresh: T): T {
  fresh.set(old);
  return fresh;
}
