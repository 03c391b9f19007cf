/** One of several streams of requests in a cell. */
export interface StreamSettings {
  readonly name: string;
  readonly criticality: 'high' | 'low';
  /** Share of the requests; all shares sum to 1. */
  readonly share: number;
  /** Deadline as a multiple of that of the cell. */
  readonly deadlineTimes: number;
  readonly accuracyFloor: number;
  readonly missBudget: number;
}

/** The streams of a cell, two at least. */
export interface StreamsInput {
  readonly of: readonly StreamSettings[];
  /** When a pass of high criticality overruns: so many times its mean time on validation data, and what is done then. */
  readonly overrun: { readonly budget: number; readonly low: 'drop' | 'degrade' };
}
