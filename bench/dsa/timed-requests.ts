import type { FeedTensor, TaskPart } from '../../sim/data/task/task-part.ts';

/** Requests of different sizes that one timed call runs through. */
const mixed = 32;

/** The requests of one timed call: the first batch, or the first 32 single samples where sizes differ. */
export function timedRequests(
  part: TaskPart,
  batch: number,
): readonly Readonly<Record<string, FeedTensor>>[] {
  const requests = part.uniform || batch > 1 ? 1 : Math.min(mixed, part.samples);
  return Array.from({ length: requests }, (_, i) => part.feeds(i * batch, batch));
}
