import type { TaskData } from '../../sim/data/task/task-data.ts';
import type { NetworkAnswers, PartLogits } from './gather-answers.ts';
import type { RecordedAnswers, RecordedConfidences } from './read-recorded.ts';
import { recordedLogits } from './recorded-logits.ts';

/** Rows with the seeds whose networks are not kept but whose confidences are: cascades are searched and judged on them, too. */
export function withRecorded(
  rows: readonly NetworkAnswers[],
  { answers, confidences }: { readonly answers: RecordedAnswers; readonly confidences: RecordedConfidences },
  data: ReadonlyMap<number, TaskData>,
): NetworkAnswers[] {
  return rows.map((row) => {
    const further = [...(confidences.get(row.id) ?? [])]
      .filter(([seed]) => !row.bySeed.has(seed))
      .map(([seed, sure]): [number, PartLogits] => {
        const { classes, parts } = data.get(seed)!;
        const right = answers.get(row.id)!.get(seed)!;
        const part = (name: 'validation' | 'test') =>
          recordedLogits(sure[name], right[name], parts[name], classes);
        return [seed, { validation: part('validation'), test: part('test') }];
      });
    return further.length === 0 ? row : { ...row, bySeed: new Map([...row.bySeed, ...further]) };
  });
}
