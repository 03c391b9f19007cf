import type { FeedTensor, TaskPart } from '../../data/task/task-part.ts';

/** Runs samples of a network. @returns [count][classes], or [count][T][classes] with rows for padding */
export type RunSamples = (
  feeds: Readonly<Record<string, FeedTensor>>,
  count: number,
) => Float32Array | Promise<Float32Array>;

/** Logits of all answers of a part, [answers][classes], without those of padding. */
export async function collectLogits(
  part: TaskPart,
  classes: number,
  batch: number,
  run: RunSamples,
): Promise<Float32Array> {
  const logits = new Float32Array(part.labels.length * classes);
  for (let from = 0; from < part.samples; from += batch) {
    const count = Math.min(batch, part.samples - from);
    const found = await run(part.feeds(from, count), count);
    const room = found.length / count;
    for (let s = 0; s < count; s++) {
      const at = part.starts ? part.starts[from + s]! : from + s;
      const end = part.starts ? part.starts[from + s + 1]! : at + 1;
      logits.set(found.subarray(s * room, s * room + (end - at) * classes), at * classes);
    }
  }
  return logits;
}
