/** A map that forgets: beyond so many entries those longest unused go. */
export class RecentMap<Value> {
  // A Map keeps the order of insertion.
  readonly #entries = new Map<string, Value>();
  readonly #most: number;

  constructor(most: number) {
    this.#most = most;
  }

  /** The value of a key, which then counts as used last. */
  get(key: string): Value | undefined {
    const found = this.#entries.get(key);
    if (found !== undefined) this.set(key, found);
    return found;
  }

  set(key: string, value: Value): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    if (this.#entries.size > this.#most) this.#entries.delete(this.#entries.keys().next().value!);
  }

  delete(key: string): void {
    this.#entries.delete(key);
  }

  /** Those used last stand last. */
  values(): IterableIterator<Value> {
    return this.#entries.values();
  }
}
