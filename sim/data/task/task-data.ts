import type { Part } from '../split/part.ts';
import type { TaskPart } from './task-part.ts';

/** A task with its data read. */
export interface TaskData {
  readonly classes: number;
  readonly parts: Readonly<Record<Exclude<Part, 'train'>, TaskPart>>;
}
