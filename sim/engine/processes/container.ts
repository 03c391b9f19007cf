import type { Agenda } from './agenda.ts';
import type { Get } from './get.ts';
import type { Put } from './put.ts';
import { Stock } from './stock.ts';

/** Holds an amount of something that is not told apart: fuel, charge, money. */
export class Container extends Stock<number> {
  private amount: number;

  /** @throws EngineError unless 0 <= initial <= capacity, and capacity > 0 */
  constructor(agenda: Agenda, capacity = Number.POSITIVE_INFINITY, initial = 0, name = 'container') {
    super(agenda, capacity, name);
    if (!(initial >= 0 && initial <= capacity))
      this.refuse(`initial level ${initial}; give a number from 0 to the capacity, ${capacity}`);
    this.amount = initial;
  }

  /** The amount it holds. */
  get level(): number {
    return this.amount;
  }

  /** Brings an amount; the event takes place when there is room for all of it. @throws EngineError unless it is > 0 */
  put(amount: number): Put {
    this.check('put', amount);
    return this.bring(amount);
  }

  /** Takes an amount; the event takes place when all of it is there. @throws EngineError unless it is > 0 */
  get(amount: number): Get<number> {
    this.check('get', amount);
    return this.want(amount);
  }

  override describe(): string {
    return `container "${this.name}"`;
  }

  /** @internal */
  override servePuts(): void {
    for (let put = this.puts.first; put; put = this.puts.first) {
      const amount = put.item as number;
      if (this.capacity - this.amount < amount) return;
      this.puts.shift();
      this.amount += amount;
      put.fire(undefined, 0);
    }
  }

  /** @internal */
  override serveGets(): void {
    for (let get = this.gets.first; get; get = this.gets.first) {
      const amount = get.wish as number;
      if (this.amount < amount) return;
      this.gets.shift();
      this.amount -= amount;
      get.fire(amount, 0);
    }
  }

  private check(what: string, amount: number): void {
    if (!(amount > 0 && amount <= this.capacity))
      this.refuse(`${what} of ${amount}; give a number above 0, up to the capacity, ${this.capacity}`);
  }
}
