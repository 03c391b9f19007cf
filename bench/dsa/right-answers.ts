import type { TaskPart } from '../../sim/data/task/task-part.ts';
import { topClass } from '../../sim/sparsity/tune/rate-stop.ts';

/** [answers], 1 where the largest logit is that of the right class. */
export function rightAnswers(logits: Float32Array, { labels }: Pick<TaskPart, 'labels'>): Uint8Array {
  const classes = logits.length / labels.length;
  return Uint8Array.from(labels, (label, i) => Number(topClass(logits, i * classes, classes) === label));
}
