/** Values of one input of a network for some requests. */
export interface FeedTensor {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
}

/** Requests of one part of a task, and the right answers. A request is one sample. */
export interface TaskPart {
  readonly samples: number;
  /** Class of each answer. */
  readonly labels: Uint8Array;
  /** [samples + 1], answers of sample i are `starts[i]` to `starts[i + 1]` (exclusive); null: one each. */
  readonly starts: Uint32Array | null;
  /** Whether all samples have the same size, and take the same time. */
  readonly uniform: boolean;
  /** By input of the network, samples `from` to `from + count` (exclusive). */
  feeds(from: number, count: number): Readonly<Record<string, FeedTensor>>;
}
