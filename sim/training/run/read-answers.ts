import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';

/**
 * Calls `take` for every lane that has a label, in order, with the label and the class of the greatest logit (the first of
 * equal ones, as the losses count).
 * @param labelsAt address of int32 [groups * 8], below 0: left out
 */
export function readAnswers(
  memory: TrainingMemory,
  logits: TrainingValue,
  classes: number,
  labelsAt: number,
  take: (label: number, answer: number) => void,
): void {
  const { groups, groupBytes, at } = logits;
  const labels = new Int32Array(memory.arena.memory.buffer, labelsAt, groups * 8);
  const values = memory.arena.floats(at, (groups * groupBytes) / 4);
  for (let lane = 0; lane < labels.length; lane++) {
    if (labels[lane]! < 0) continue;
    const first = ((lane >> 3) * groupBytes) / 4 + (lane & 7);
    let best = 0;
    for (let c = 1; c < classes; c++) if (values[first + 8 * c]! > values[first + 8 * best]!) best = c;
    take(labels[lane]!, best);
  }
}
