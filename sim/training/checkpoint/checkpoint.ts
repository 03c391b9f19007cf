/** All that a run needs to go on as if it had never stopped. */
export interface Checkpoint {
  /** SHA-256 of the run's description: another description cannot be resumed from it. */
  readonly specHash: string;
  /** Steps that are done. */
  readonly step: number;
  /** Results so far, as the trainer keeps them. */
  readonly progress: Readonly<Record<string, unknown>>;
  /** Weights, optimiser state, statistics, levels of blocks, by name. */
  readonly arrays: ReadonlyMap<string, Float32Array>;
}
