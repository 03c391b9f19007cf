import type { Part } from '../split/part.ts';

/** Values of one input of a network for some samples. */
export interface FeedTensor {
  readonly data: Float32Array | Int32Array;
  readonly dims: readonly number[];
}

/** Samples of one part of a task, and the right answers. */
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

/** A task with its data read. */
export interface TaskData {
  readonly classes: number;
  readonly parts: Readonly<Record<Exclude<Part, 'train'>, TaskPart>>;
}
