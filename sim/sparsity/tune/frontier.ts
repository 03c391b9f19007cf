/** What a point comes to: more accuracy is better, less cost is. */
export interface CostedPoint {
  readonly accuracy: number;
  readonly cost: number;
}

/** The points of all that were offered that no other one equals or beats in both cost and accuracy. */
export class Frontier<T extends CostedPoint> {
  /** Rising cost, rising accuracy. */
  readonly #points: T[] = [];

  get points(): readonly T[] {
    return this.#points;
  }

  /** @param make called where the point is kept; what it gives must have this accuracy and cost */
  offer(accuracy: number, cost: number, make: () => T): void {
    const points = this.#points;
    let [low, high] = [0, points.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (points[middle]!.cost <= cost) low = middle + 1;
      else high = middle;
    }
    if (low > 0 && points[low - 1]!.accuracy >= accuracy) return;
    let from = low;
    while (from > 0 && points[from - 1]!.cost === cost) from--;
    let to = low;
    while (to < points.length && points[to]!.accuracy <= accuracy) to++;
    points.splice(from, to - from, make());
  }
}
