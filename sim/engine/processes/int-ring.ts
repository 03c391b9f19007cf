/** Whole numbers of 32 bits, first in, first out. */
export class IntRing {
  size = 0;
  private head = 0;
  private mask = 63;
  private values = new Int32Array(64);

  push(value: number): void {
    if (this.size > this.mask) this.grow();
    this.values[(this.head + this.size++) & this.mask] = value;
  }

  /** Removes the first; there must be one. */
  shift(): number {
    const value = this.values[this.head]!;
    this.head = (this.head + 1) & this.mask;
    this.size--;
    return value;
  }

  /** Puts `by` in the place of every waiting `value`. */
  replace(value: number, by: number): void {
    for (let i = 0; i < this.size; i++) {
      const at = (this.head + i) & this.mask;
      if (this.values[at] === value) this.values[at] = by;
    }
  }

  private grow(): void {
    const { head, size, mask, values } = this;
    this.values = new Int32Array(2 * size);
    for (let i = 0; i < size; i++) this.values[i] = values[(head + i) & mask]!;
    this.head = 0;
    this.mask = 2 * size - 1;
  }
}
