/** Whole numbers of 32 bits, first in, first out. */
export class IntRing {
  size = 0;
  private head = 0;
  private mask = 63;
  private values = new Int32Array(64);

  push(value: number): void {
    if (this.size > this.mask) this.grow();
    // Made a small integer here: the array would convert by way of a float.
    this.values[(this.head + this.size++) & this.mask] = value | 0;
  }

  /** Removes the first; there must be one. */
  shift(): number {
    const value = this.values[this.head]!;
    this.head = (this.head + 1) & this.mask;
    this.size--;
    return value;
  }

  /** Place of a value, counted from the first; -1 where it is not there. */
  indexOf(value: number): number {
    for (let i = 0; i < this.size; i++) if (this.values[(this.head + i) & this.mask] === value) return i;
    return -1;
  }

  /** How often a value stands before a place. */
  count(value: number, before: number): number {
    let found = 0;
    for (let i = 0; i < before; i++) if (this.values[(this.head + i) & this.mask] === value) found++;
    return found;
  }

  /** Puts another value in a place. */
  replaceAt(index: number, by: number): void {
    this.values[(this.head + index) & this.mask] = by;
  }

  private grow(): void {
    const { head, size, mask, values } = this;
    this.values = new Int32Array(2 * size);
    for (let i = 0; i < size; i++) this.values[i] = values[(head + i) & mask]!;
    this.head = 0;
    this.mask = 2 * size - 1;
  }
}
