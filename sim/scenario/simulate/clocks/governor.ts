/** What a governor sees when a pass is about to start. */
export interface PassAhead {
  readonly timeNs: number;
  /** Of the request; negative when its deadline has passed. */
  readonly deadlineLeftNs: number;
  /** Requests that wait behind it. */
  readonly waiting: number;
  readonly option: number;
  /** That share the pass. */
  readonly samples: number;
  /** Index of the present clock. */
  readonly clock: number;
}

/** Chooses the clock of each pass, in one run: the clock stays until the next pass starts. */
export interface Governor {
  /** @returns index of the clock */
  next(pass: PassAhead): number;
  /** The unit is busy at a clock for a while; told in the order of time. */
  busy?(fromNs: number, durationNs: number, clock: number): void;
}
