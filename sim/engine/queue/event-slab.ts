const recordBytes = 24;
const firstCapacity = 64;
/** From here on the slab grows by an eighth instead of doubling: at most 27 bytes a pending event stay allocated. */
const slowGrowthFrom = 1 << 14;
const slotLimit = 2 ** 24;

export const highestPriority = 15;
export const highestKind = 255;
const handleStep = 2 ** 26;

/**
 * The records of pending events, 24 bytes each in one buffer, so that an event touches one or two cache lines:
 * time (float64), link to the next record, meta, target, payload (int32 each).
 *
 * A *slot* is the index of a record's time in `times`: 3, 6, 9 …; 0 means none. `meta` holds, from the highest bit,
 * the record's generation (19 bits), kind (8), priority (4) and cancelled (1): a handle made for an earlier use of a
 * record is told from one for this use, unless the record was used a multiple of 524,288 times in between.
 *
 * Numbers stand here where names would be clearer: a constant of a module is read from memory at each use.
 */
export class EventSlab {
  times: Float64Array = new Float64Array((firstCapacity * recordBytes) / 8);
  ints: Int32Array = new Int32Array(this.times.buffer);
  /** Cancelled events that no queue has met yet. */
  cancelled = 0;
  /** Records given back after their events were cancelled. */
  dropped = 0;
  /** Records given back. */
  released = 0;
  private takes = 0;
  private free = 0;
  private end = 3;

  /** Records taken and not given back: pending events and cancelled ones that no queue has met yet. */
  get taken(): number {
    return this.takes - this.released;
  }

  /** Bytes held. */
  get bytes(): number {
    return this.times.byteLength;
  }

  /**
   * Fills a record and returns its slot, or 0 where all 2^24 are taken.
   * @param bits kind x 32 + priority x 2
   */
  take(time: number, bits: number, target: number, payload: number): number {
    const slot = this.free === 0 ? this.takeNew() : this.free;
    if (slot === 0) return 0;
    const { ints } = this;
    const at = 2 * slot + 3;
    this.times[slot] = time;
    this.free = ints[at - 1]!;
    ints[at] = (ints[at]! & 0xffffe000) | bits;
    // Made small integers here: the array would convert by way of a float.
    ints[at + 1] = target | 0;
    ints[at + 2] = payload | 0;
    this.takes++;
    return slot;
  }

  private takeNew(): number {
    if (this.end === this.times.length && !this.grow()) return 0;
    const slot = this.end;
    this.end += 3;
    return slot;
  }

  /** Gives a record back; handles to it are void from now on. */
  release(slot: number): void {
    const { ints } = this;
    const at = 2 * slot;
    // A free record counts as cancelled, so that no made-up handle finds it. It keeps its kind for error messages.
    ints[at + 3] = (ints[at + 3]! + 0x2000) | 1;
    ints[at + 2] = this.free;
    this.free = slot;
    this.released++;
  }

  /** Gives the record of a cancelled event back. */
  releaseCancelled(slot: number): void {
    this.cancelled--;
    this.dropped++;
    this.release(slot);
  }

  handleOf(slot: number): number {
    return (this.ints[2 * slot + 3]! >>> 13) * handleStep + slot;
  }

  /** Marks the event of a handle. @returns its slot, or 0 where it was handled or cancelled before */
  cancel(handle: number): number {
    const slot = this.slotOf(handle);
    if (slot === 0) return 0;
    this.ints[2 * slot + 3] = this.ints[2 * slot + 3]! | 1;
    this.cancelled++;
    return slot;
  }

  /** Slot of a handle's event while it is pending and not cancelled, else 0. */
  slotOf(handle: number): number {
    const slot = handle % handleStep;
    if (!(slot >= 3 && slot < this.end) || slot % 3 !== 0) return 0;
    const meta = this.ints[2 * slot + 3]!;
    return (meta & 1) === 0 && meta >>> 13 === Math.floor(handle / handleStep) ? slot : 0;
  }

  /** Slot that still tells kind and target of a handle's event, pending or not; 0 when it was used again. */
  remainsOf(handle: number): number {
    const slot = handle % handleStep;
    if (!(slot >= 3 && slot < this.end) || slot % 3 !== 0) return 0;
    const age = ((this.ints[2 * slot + 3]! >>> 13) - Math.floor(handle / handleStep)) & 0x7ffff;
    return age === 0 || (age === 1 && this.isCancelled(slot)) ? slot : 0;
  }

  isCancelled(slot: number): boolean {
    return (this.ints[2 * slot + 3]! & 1) !== 0;
  }

  priorityOf(slot: number): number {
    return (this.ints[2 * slot + 3]! >>> 1) & 15;
  }

  kindOf(slot: number): number {
    return (this.ints[2 * slot + 3]! >>> 5) & 255;
  }

  targetOf(slot: number): number {
    return this.ints[2 * slot + 4]!;
  }

  payloadOf(slot: number): number {
    return this.ints[2 * slot + 5]!;
  }

  private grow(): boolean {
    const records = this.times.length / 3;
    const more = records < slowGrowthFrom ? 2 * records : records + (records >> 3);
    const length = Math.min(more, slotLimit);
    if (length === records) return false;
    const times = new Float64Array(3 * length);
    new Uint8Array(times.buffer).set(new Uint8Array(this.times.buffer));
    this.times = times;
    this.ints = new Int32Array(times.buffer);
    return true;
  }
}
