import type { TaskPart } from '../../data/task/task-part.ts';
import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { collectLogits } from './collect-logits.ts';
import { ownFeeds } from './own-feeds.ts';
import { type Stop, sameLevel } from './stop.ts';

/**
 * What every stop answers on a part, [answers][classes] each; stops of one level are run in one pass.
 * @param executor laid out for many samples
 */
export async function answerStops(
  executor: GraphExecutor,
  stops: readonly Stop[],
  part: TaskPart,
  classes: number,
): Promise<Float32Array[]> {
  const answers: Float32Array[] = new Array(stops.length);
  for (const [first, { level }] of stops.entries()) {
    if (answers[first]) continue;
    const alike = stops.flatMap((stop, i) => (sameLevel(stop.level, level) ? [i] : []));
    const outputs = alike.map((i) => stops[i]!.output);
    // One after the other through one collector: rows of all outputs stand side by side for each answer.
    const joined = await collectLogits(part, classes * outputs.length, executor.batch, (feeds, count) => {
      const found = executor.run(ownFeeds(feeds), count, { levels: level, outputs });
      const rows = found[outputs[0]!]!.length / classes;
      const side = new Float32Array(rows * classes * outputs.length);
      outputs.forEach((output, o) => {
        const values = found[output]!;
        for (let r = 0; r < rows; r++)
          side.set(values.subarray(r * classes, (r + 1) * classes), (r * outputs.length + o) * classes);
      });
      return side;
    });
    alike.forEach((i, o) => {
      const own = new Float32Array(part.labels.length * classes);
      for (let r = 0; r < part.labels.length; r++) {
        const at = (r * outputs.length + o) * classes;
        own.set(joined.subarray(at, at + classes), r * classes);
      }
      answers[i] = own;
    });
  }
  return answers;
}
