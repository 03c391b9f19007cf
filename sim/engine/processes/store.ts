import type { Agenda } from './agenda.ts';
import { failed } from './event-flags.ts';
import type { Get } from './get.ts';
import type { Put } from './put.ts';
import { Ring } from './ring.ts';
import { Stock } from './stock.ts';

/** Holds items, first in, first out. */
export class Store<T = unknown> extends Stock<T> {
  protected readonly shelf = new Ring<T>();

  /** @throws EngineError unless the capacity, in items, is a number above 0 */
  constructor(agenda: Agenda, capacity = Number.POSITIVE_INFINITY, name = 'store') {
    super(agenda, capacity, name);
  }

  /** The items it holds, the next first. */
  get items(): readonly T[] {
    return this.shelf.toArray();
  }

  /** Items it holds. */
  get level(): number {
    return this.shelf.size;
  }

  /** Brings an item; the event takes place when there is room for it. */
  put(item: T): Put {
    return this.bring(item);
  }

  /** Takes the next item, the value of the event, when there is one. */
  get(): Get<T> {
    return this.want();
  }

  override describe(): string {
    return `store "${this.name}"`;
  }

  /** @internal SimPy lets one put and one get follow each other, and so does this. */
  override servePuts(): void {
    if (this.puts.size === 0 || this.level >= this.capacity) return;
    const put = this.puts.shift();
    try {
      this.add(put.item as T);
    } catch (error) {
      put.fire(error, failed);
      this.servePuts();
      return;
    }
    put.fire(undefined, 0);
  }

  /** @internal */
  override serveGets(): void {
    if (this.gets.size > 0 && this.level > 0) this.gets.shift().fire(this.take(), 0);
  }

  protected add(item: T): void {
    this.shelf.push(item);
  }

  protected take(): T {
    return this.shelf.shift();
  }
}
