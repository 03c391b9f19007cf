import { failed } from './event-flags.ts';
import type { Get } from './get.ts';
import { Store } from './store.ts';

/** True for the items that are wanted. */
export type Filter<T> = (item: T) => boolean;

/** A store where a get takes the first item that its filter lets through; others may be served before it. */
export class FilterStore<T = unknown> extends Store<T> {
  /** An error that the filter throws is the error of the event. */
  override get(filter: Filter<T> = () => true): Get<T> {
    return this.want(filter);
  }

  /** @internal */
  override serveGets(): void {
    for (let i = 0; i < this.gets.size; ) {
      const get = this.gets.at(i)!;
      let found: number;
      try {
        found = this.find(get.wish as Filter<T>);
      } catch (error) {
        this.gets.removeAt(i);
        get.fire(error, failed);
        continue;
      }
      if (found < 0) {
        i++;
        continue;
      }
      const item = this.shelf.at(found)!;
      this.shelf.removeAt(found);
      this.gets.removeAt(i);
      get.fire(item, 0);
    }
  }

  private find(filter: Filter<T>): number {
    for (let i = 0; i < this.shelf.size; i++) if (filter(this.shelf.at(i)!)) return i;
    return -1;
  }
}
