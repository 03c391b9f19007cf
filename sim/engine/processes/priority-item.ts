/** An item with its priority, for a `PriorityStore`; lower numbers leave first. */
export class PriorityItem<T = unknown> {
  readonly priority: number;
  readonly item: T;

  constructor(priority: number, item: T) {
    this.priority = priority;
    this.item = item;
  }

  /** What `<` compares. */
  valueOf(): number {
    return this.priority;
  }
}
