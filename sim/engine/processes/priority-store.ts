import { Store } from './store.ts';

/** Something that `<` orders. */
export type Orderable = number | string | bigint | { valueOf(): number | string | bigint };

/**
 * A store whose smallest item leaves first. Items of equal rank leave in the order of Python's `heapq`, as in SimPy,
 * which is not the order of their coming: put a number that counts into the item where that matters.
 */
export class PriorityStore<T extends Orderable> extends Store<T> {
  private readonly heap: T[] = [];

  /** The items it holds: the next first, the others in no order. */
  override get items(): readonly T[] {
    return [...this.heap];
  }

  override get level(): number {
    return this.heap.length;
  }

  protected override add(item: T): void {
    const { heap } = this;
    // Compared before anything moves: a comparison may throw.
    let place = heap.length;
    while (place > 0 && item < heap[(place - 1) >> 1]!) place = (place - 1) >> 1;
    let at = heap.length;
    for (; at > place; at = (at - 1) >> 1) heap[at] = heap[(at - 1) >> 1]!;
    heap[at] = item;
  }

  protected override take(): T {
    const { heap } = this;
    const last = heap.pop()!;
    const first = heap[0];
    if (first === undefined) return last;
    // As heapq does: the smaller children go up to the leaf, then the last item rises from there.
    let at = 0;
    for (let child = 1; child < heap.length; child = 2 * at + 1) {
      if (child + 1 < heap.length && !(heap[child]! < heap[child + 1]!)) child++;
      heap[at] = heap[child]!;
      at = child;
    }
    heap[at] = last;
    this.rise(at);
    return first;
  }

  private rise(from: number): void {
    const { heap } = this;
    const item = heap[from]!;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!(item < heap[up]!)) break;
      heap[at] = heap[up]!;
      at = up;
    }
    heap[at] = item;
  }
}
