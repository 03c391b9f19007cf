import { topClass } from '../../sim/sparsity/tune/rate-stop.ts';
import type { TaskPart } from './task-data.ts';

/** [answers], 1 where the largest logit is that of the right class. */
export function rightAnswers(logits: Float32Array, { labels }: Pick<TaskPart, 'labels'>): Uint8Array {
  const classes = logits.length / labels.length;
  return Uint8Array.from(labels, (label, i) => Number(topClass(logits, i * classes, classes) === label));
}
