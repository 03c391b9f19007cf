import type { Process } from './process.ts';
import type { Request } from './request.ts';
import type { Resource } from './resource.ts';

/** The cause of the interrupt of a process that lost its unit of a `PreemptiveResource`. */
export class Preempted<R extends Request = Request> {
  /** The process that has the unit now; null when the request was made outside of processes. */
  readonly by: Process | null;
  /** Since when the process had the unit. */
  readonly usageSinceNs: number;
  readonly resource: Resource<R>;

  constructor(by: Process | null, usageSinceNs: number, resource: Resource<R>) {
    this.by = by;
    this.usageSinceNs = usageSinceNs;
    this.resource = resource;
  }
}
