import { fail } from '../engine-error.ts';
import type { Agenda } from './agenda.ts';
import { Get } from './get.ts';
import { Put } from './put.ts';
import { Ring } from './ring.ts';

/** What stores and containers share: those who bring and those who take, each waiting in line. */
export abstract class Stock<T> {
  readonly name: string;
  /** Items, or the amount, it can hold. */
  readonly capacity: number;
  protected readonly agenda: Agenda;
  protected readonly puts = new Ring<Put>();
  protected readonly gets = new Ring<Get<T>>();

  /** @throws EngineError unless the capacity is a number above 0 */
  constructor(agenda: Agenda, capacity: number, name: string) {
    this.agenda = agenda;
    this.capacity = capacity;
    this.name = name;
    if (!(capacity > 0)) this.refuse(`capacity ${capacity}; give a number above 0`);
  }

  /** Those who wait for room, in order. */
  get putQueue(): readonly Put[] {
    return this.puts.toArray();
  }

  /** Those who wait for something to take, in order. */
  get getQueue(): readonly Get<T>[] {
    return this.gets.toArray();
  }

  abstract describe(): string;

  /** @internal Lets those bring what now has room. */
  abstract servePuts(): void;

  /** @internal Lets those take what is now there. */
  abstract serveGets(): void;

  /** @internal */
  withdrawPut(put: Put): void {
    this.puts.remove(put);
  }

  /** @internal */
  withdrawGet(get: Get<T>): void {
    this.gets.remove(get);
  }

  protected bring(item: T): Put {
    const put = new Put(this.agenda, this as Stock<unknown>, item);
    this.puts.push(put);
    this.servePuts();
    return put;
  }

  protected want(wish?: unknown): Get<T> {
    const get = new Get<T>(this.agenda, this, wish);
    this.gets.push(get);
    this.serveGets();
    return get;
  }

  protected refuse(why: string): never {
    const { now } = this.agenda;
    fail('E_ENGINE_RESOURCE', now, `${this.describe()} at ${now} ns: ${why}`);
  }
}
