import type { PriorityRequest } from './priority-request.ts';

/** Requests that wait, the one to be served next at the front: a binary heap by (priority, time, preempt, turn). */
export class RequestHeap {
  private readonly requests: PriorityRequest[] = [];

  get first(): PriorityRequest | undefined {
    return this.requests[0];
  }

  push(request: PriorityRequest): void {
    this.requests.push(request);
    this.rise(this.requests.length - 1);
  }

  remove(request: PriorityRequest): void {
    const at = this.requests[0] === request ? 0 : this.requests.indexOf(request);
    const last = this.requests.pop()!;
    if (last === request) return;
    this.requests[at] = last;
    this.rise(at);
    this.sink(at);
  }

  toSorted(): PriorityRequest[] {
    return this.requests.toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
  }

  private rise(from: number): void {
    const { requests } = this;
    const request = requests[from]!;
    let at = from;
    while (at > 0) {
      const up = (at - 1) >> 1;
      if (!isBefore(request, requests[up]!)) break;
      requests[at] = requests[up]!;
      at = up;
    }
    requests[at] = request;
  }

  private sink(from: number): void {
    const { requests } = this;
    const request = requests[from]!;
    let at = from;
    for (let child = 2 * at + 1; child < requests.length; child = 2 * at + 1) {
      if (child + 1 < requests.length && isBefore(requests[child + 1]!, requests[child]!)) child++;
      if (!isBefore(requests[child]!, request)) break;
      requests[at] = requests[child]!;
      at = child;
    }
    requests[at] = request;
  }
}

function isBefore(a: PriorityRequest, b: PriorityRequest): boolean {
  return (a.compare(b) || a.turn - b.turn) < 0;
}
