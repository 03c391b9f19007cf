import { fail } from '../engine-error.ts';
import type { Agenda, Server } from './agenda.ts';
import { triggered } from './event-flags.ts';
import { gone, Request, waits } from './request.ts';
import { Ring } from './ring.ts';

/**
 * A number of equal units that processes use one at a time each. Who finds none free waits: first come, first served.
 *
 * ```ts
 * const request = server.request();
 * yield request;
 * yield serviceNs;
 * server.release(request);
 * ```
 */
export class Resource<R extends Request = Request> implements Server {
  declare readonly name: string;
  /** Units. */
  declare readonly capacity: number;
  declare protected readonly agenda: Agenda;
  /** Units in use. */
  count = 0;
  /** Those who use a unit, in no order: the first `count` places. */
  protected readonly holders: (R | undefined)[] = [];
  private readonly line = new Ring<R>();
  declare private readonly slot: number;
  private grants = 0;

  /** @throws EngineError unless the capacity is a whole number, 1 or more, or Infinity */
  constructor(agenda: Agenda, capacity = 1, name = 'resource') {
    this.agenda = agenda;
    this.capacity = capacity;
    this.name = name;
    if (!((Number.isInteger(capacity) || capacity === Number.POSITIVE_INFINITY) && capacity >= 1))
      this.refuse(`capacity ${capacity}; give a whole number, 1 or more`);
    this.slot = agenda.takeSlot(this);
  }

  /** The requests that hold a unit, in the order in which they were granted. */
  get users(): readonly R[] {
    return (this.holders.slice(0, this.count) as R[]).sort((a, b) => a.turn - b.turn);
  }

  /** The requests that wait, the next first. */
  get queue(): readonly R[] {
    return this.line.toArray();
  }

  /** Asks for a unit for the process that calls. `yield request` waits for it, and gives the request. */
  request(): R {
    const request = new Request(this.agenda, this) as R;
    if (this.count < this.capacity && this.line.size === 0) this.grant(request);
    else {
      this.line.push(request);
      this.serve();
    }
    return request;
  }

  /**
   * Gives a unit back, or takes back a request that still waits. A request that was preempted may be released, so that
   * a `finally` need not know.
   * @returns 0, a delay: `yield resource.release(request)` goes on when the release has taken effect
   * @throws EngineError when the request is of another resource, or was released or cancelled before
   */
  release(request: R): 0 {
    const { place } = request;
    if ((request.resource as unknown) !== this)
      this.refuse(`release of a ${request.describe()}; give a resource its own requests`);
    if (place === gone) this.refuse('release of a request that was released or cancelled before; do it once');
    if (place >= 0) this.leave(request);
    else if (place === waits) this.dequeue(request);
    request.place = gone;
    this.agenda.pushServer(this.slot);
    return 0;
  }

  describe(): string {
    return `resource "${this.name}"`;
  }

  /** @internal */
  cancel(request: R): void {
    if (request.place !== waits) return;
    this.dequeue(request);
    request.place = gone;
  }

  /** @internal Grants a unit to the first who waits, where there is one. */
  serve(): void {
    if (this.count < this.capacity && this.line.size > 0) this.grant(this.line.shift());
  }

  protected grant(request: R): void {
    const place = this.count++;
    request.place = place;
    request.turn = ++this.grants;
    this.holders[place] = request;
    request.flags |= triggered;
    request.outcome = request;
    this.agenda.push(request);
  }

  /** Frees the unit of a user. */
  protected leave(request: R): void {
    const { holders } = this;
    const place = --this.count;
    const last = holders[place]!;
    if (last !== request) {
      holders[request.place] = last;
      last.place = request.place;
    }
    holders[place] = undefined;
  }

  protected dequeue(request: R): void {
    this.line.remove(request);
  }

  protected refuse(why: string): never {
    const { now } = this.agenda;
    fail('E_ENGINE_RESOURCE', now, `${this.describe()} at ${now} ns: ${why}`);
  }
}
