/** Names with numbers: `first` for the first name, and so on. */
export class Vocabulary {
  readonly names: readonly string[];
  readonly first: number;
  readonly #ids: ReadonlyMap<string, number>;

  /** @throws RangeError when a name comes twice */
  constructor(names: readonly string[], first: number) {
    this.names = names;
    this.first = first;
    this.#ids = new Map(names.map((name, index) => [name, first + index]));
    if (this.#ids.size !== names.length)
      throw new RangeError(
        `${names.length} names, ${this.#ids.size} of them different; no name may come twice`,
      );
  }

  /** Number of a name, or undefined. */
  id(name: string): number | undefined {
    return this.#ids.get(name);
  }

  /** Name of a number, or undefined. */
  name(id: number): string | undefined {
    return this.names[id - this.first];
  }
}

/**
 * The most frequent names, most frequent first; of equals the one that sorts first by its UTF-16 units, so that the
 * order does not depend on the machine.
 * @param atLeast fewest times that a name must have been counted
 */
export function mostFrequent(counts: ReadonlyMap<string, number>, size: number, atLeast = 1): string[] {
  return [...counts]
    .filter(([, count]) => count >= atLeast)
    .sort(([a, countA], [b, countB]) => countB - countA || (a < b ? -1 : 1))
    .slice(0, size)
    .map(([name]) => name);
}
