import { fail } from './engine-error.ts';
import { EventHeap } from './queue/event-heap.ts';

/** What `release` answers when nobody waits. */
export const nobody = -1;

/**
 * A resource of fixed capacity with a queue: first come, first served among equals, lower priority numbers first.
 * Users are integers; the resource schedules nothing, so that a typed handler may go on in the same event.
 */
export class TypedResource {
  readonly name: string;
  readonly capacity: number;
  /** Users that hold the resource now. */
  held = 0;
  private readonly queue = new EventHeap();
  private sequence = 0;
  private yields = 0;

  /** @throws EngineError unless the capacity is a whole number, 1 or more */
  constructor(name: string, capacity = 1) {
    const what = `resource "${name}": capacity ${capacity}`;
    if (!(Number.isInteger(capacity) && capacity >= 1))
      fail('E_ENGINE_RESOURCE', 0, `${what}; give a whole number, 1 or more`);
    this.name = name;
    this.capacity = capacity;
  }

  /** Users that wait. */
  get waiting(): number {
    return this.queue.size;
  }

  /** @returns true when `user` holds the resource from now on, false when it waits for a `release` to name it */
  acquire(user: number, priority = 0): boolean {
    if (this.held < this.capacity) {
      this.held++;
      return true;
    }
    this.queue.push(priority, this.sequence++, user);
    return false;
  }

  /**
   * A holder that has not begun lets who waits with a lower priority number go first, and is then the first of its own.
   * @returns the user that holds the resource from now on
   */
  yieldTo(user: number, priority: number): number {
    if (this.queue.firstTime() >= priority) return user;
    this.queue.push(priority, -++this.yields, user);
    return this.queue.pop();
  }

  /** Takes users out of the queue. @returns them in ascending order */
  withdraw(leaves: (user: number) => boolean): number[] {
    const left: number[] = [];
    this.queue.filter((user) => {
      const stays = !leaves(user);
      if (!stays) left.push(user);
      return stays;
    });
    return left.sort((a, b) => a - b);
  }

  /** Gives one unit back. @returns the user that holds it next, or `nobody` @throws EngineError when none is held */
  release(): number {
    if (this.held === 0)
      fail('E_ENGINE_RESOURCE', 0, `resource "${this.name}": released more often than acquired`);
    const next = this.queue.pop();
    if (next < 0) this.held--;
    return next;
  }
}
