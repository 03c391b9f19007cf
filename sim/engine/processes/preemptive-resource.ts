import { fail } from '../engine-error.ts';
import { Preempted } from './preempted.ts';
import type { PriorityRequest } from './priority-request.ts';
import { PriorityResource } from './priority-resource.ts';
import { preempted } from './request.ts';

/**
 * A priority resource where a request that finds no unit free takes that of the last user in the order of (priority,
 * time of request, preempting before not), if that user comes after it. The user's process is interrupted; the cause
 * is a `Preempted`.
 */
export class PreemptiveResource extends PriorityResource {
  /**
   * @param preempt false: the request waits, even where a user comes after it
   * @throws EngineError where the process would take its own unit
   */
  override request(priority = 0, preempt = true): PriorityRequest {
    return super.request(priority, preempt);
  }

  override serve(): void {
    const head = this.head();
    if (head?.preempt && this.count >= this.capacity) {
      const victim = this.lastUser();
      if (victim.compare(head) > 0) this.preempt(victim, head);
    }
    super.serve();
  }

  private lastUser(): PriorityRequest {
    let last = this.holders[0]!;
    for (let i = 1; i < this.count; i++) {
      const user = this.holders[i]!;
      if ((user.compare(last) || user.turn - last.turn) > 0) last = user;
    }
    return last;
  }

  private preempt(victim: PriorityRequest, by: PriorityRequest): void {
    const { process } = victim;
    const { activeProcess, now } = this.agenda;
    if (process !== null && process === activeProcess) {
      this.cancel(by);
      const what = `${process.describe()} at ${now} ns: it would preempt itself on ${this.describe()}`;
      fail(
        'E_ENGINE_INTERRUPT',
        now,
        `${what}; let it release what it has first, or request without preemption`,
      );
    }
    this.leave(victim);
    victim.place = preempted;
    if (process?.isAlive) process.interrupt(new Preempted(by.process, victim.usageSinceNs, this));
  }
}
