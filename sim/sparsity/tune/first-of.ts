import type { TaskPart } from '../../data/task/task-part.ts';

/** The first samples of a part. */
export function firstOf(part: TaskPart, count: number): TaskPart {
  const samples = Math.min(count, part.samples);
  const starts = part.starts?.slice(0, samples + 1) ?? null;
  return { ...part, samples, starts, labels: part.labels.slice(0, starts?.[samples] ?? samples) };
}
