import { PriorityRequest } from './priority-request.ts';
import { RequestHeap } from './request-heap.ts';
import { Resource } from './resource.ts';

/** A resource whose requests have priorities: lower numbers first, first come, first served among equals. */
export class PriorityResource extends Resource<PriorityRequest> {
  private readonly heap = new RequestHeap();
  private arrivals = 0;

  override get queue(): readonly PriorityRequest[] {
    return this.heap.toSorted();
  }

  /** @param preempt see `PreemptiveResource`; without effect here, but among equals of one time it goes first */
  override request(priority = 0, preempt = true): PriorityRequest {
    if (Number.isNaN(priority)) this.refuse('priority NaN; give a number');
    const request = new PriorityRequest(this.agenda, this, priority, preempt);
    request.turn = ++this.arrivals;
    this.heap.push(request);
    this.serve();
    return request;
  }

  /** @internal */
  override serve(): void {
    const request = this.heap.first;
    if (request === undefined || this.count >= this.capacity) return;
    this.heap.remove(request);
    this.grant(request);
  }

  protected head(): PriorityRequest | undefined {
    return this.heap.first;
  }

  protected override grant(request: PriorityRequest): void {
    request.usageSinceNs = this.agenda.now;
    super.grant(request);
  }

  protected override dequeue(request: PriorityRequest): void {
    this.heap.remove(request);
  }
}
