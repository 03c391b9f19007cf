/** How a row of a neuromorphic chip was read: where it was published, in somebody else's words, or not at all. */
export const evidences = ['original', 'quoted', 'recalled'] as const;

/** What was counted of one run of a neuromorphic chip, or of what it was compared with. Null: not published. */
export interface CountedRun {
  /** Runs of one device that differ in one thing: `table`, `batch`, `size`. Null where a run stands alone. */
  readonly series: string | null;
  /** Matrix products of one inference, and how many of them follow one another. */
  readonly operators: number | null;
  readonly depth: number | null;
  readonly neurons: number | null;
  /** Pairs of neurons that a weight joins. */
  readonly synapses: number | null;
  /** Steps of one inference. */
  readonly steps: number | null;
  /** Cores that the network lies on, and those that were powered within the boundary of the measurement. */
  readonly cores: number | null;
  readonly poweredCores: number | null;
  /** Cores that the host sends spikes to in every step. */
  readonly inputCores: number | null;
  readonly synapticEventsPerS: number | null;
  readonly evidence: (typeof evidences)[number];
}
