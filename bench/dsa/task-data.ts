import type { Part } from '../../sim/data/split/part.ts';
import type { RequestPart } from '../../sim/sparsity/tune/request-part.ts';

export type { FeedTensor } from '../../sim/sparsity/tune/request-part.ts';
export type TaskPart = RequestPart;

/** A task with its data read. */
export interface TaskData {
  readonly classes: number;
  readonly parts: Readonly<Record<Exclude<Part, 'train'>, TaskPart>>;
}
