/** Objects, first in, first out. */
export class Ring<T> {
  size = 0;
  private head = 0;
  private mask = 15;
  private values: (T | undefined)[] = empty(16);

  /** The first; undefined when there is none. */
  get first(): T | undefined {
    return this.values[this.head];
  }

  push(value: T): void {
    if (this.size > this.mask) this.grow();
    this.values[(this.head + this.size++) & this.mask] = value;
  }

  /** Removes the first; there must be one. */
  shift(): T {
    const value = this.values[this.head]!;
    // The ring must not keep alive what has left it.
    this.values[this.head] = undefined;
    this.head = (this.head + 1) & this.mask;
    this.size--;
    return value;
  }

  /** The value at a place counted from the first. */
  at(index: number): T | undefined {
    return index < this.size ? this.values[(this.head + index) & this.mask] : undefined;
  }

  /** Puts a value before the one at a place counted from the first. */
  insertAt(index: number, value: T): void {
    this.push(value);
    const { head, mask, values } = this;
    for (let i = this.size - 1; i > index; i--) values[(head + i) & mask] = values[(head + i - 1) & mask];
    values[(head + index) & mask] = value;
  }

  /** Removes the value at a place counted from the first. */
  removeAt(index: number): void {
    const { head, mask, values } = this;
    for (let i = index; i > 0; i--) values[(head + i) & mask] = values[(head + i - 1) & mask];
    this.shift();
  }

  /** Removes a value, where it is there. */
  remove(value: T): void {
    for (let i = 0; i < this.size; i++) {
      if (this.at(i) !== value) continue;
      this.removeAt(i);
      return;
    }
  }

  toArray(): T[] {
    return Array.from({ length: this.size }, (_, i) => this.at(i)!);
  }

  private grow(): void {
    const values = empty<T>(2 * this.size);
    for (let i = 0; i < this.size; i++) values[i] = this.at(i);
    this.values = values;
    this.head = 0;
    this.mask = values.length - 1;
  }
}

function empty<T>(length: number): (T | undefined)[] {
  return new Array<T | undefined>(length).fill(undefined);
}
