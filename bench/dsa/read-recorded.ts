import { readFileSync } from 'node:fs';
import { recordedPart, recordedPartLogits, recordedSchema } from './recorded-answers.ts';
import type { RecordedLogits } from './recorded-logits.ts';

type ByPart<T> = Readonly<Record<'validation' | 'test', T>>;
type ByRow<T> = ReadonlyMap<string, ReadonlyMap<number, ByPart<T>>>;

/** Right answers by row of the tables and seed. */
export type RecordedAnswers = ByRow<Uint8Array>;

/** Confidences by row of the tables and seed, of the stops of cascades alone. */
export type RecordedConfidences = ByRow<RecordedLogits>;

/** @param files by seed @throws Error for a file that is none, or of another task */
export function readRecorded(
  task: string,
  files: ReadonlyMap<number, string>,
): { readonly answers: RecordedAnswers; readonly confidences: RecordedConfidences } {
  const answers = new Map<string, Map<number, ByPart<Uint8Array>>>();
  const confidences = new Map<string, Map<number, ByPart<RecordedLogits>>>();
  for (const [seed, file] of files) {
    const parsed = recordedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${parsed.error.issues[0]!.message}; record it again`);
    const { data } = parsed;
    if (data.task !== task || data.seed !== seed)
      throw new Error(`${file} is of ${data.task}, seed ${data.seed}; ${task}, seed ${seed} is needed`);
    for (const { id, validation, test } of data.networks) {
      const right = { validation: recordedPart(validation), test: recordedPart(test) };
      answers.set(id, (answers.get(id) ?? new Map()).set(seed, right));
      const [onValidation, onTest] = [recordedPartLogits(validation), recordedPartLogits(test)];
      if (!onValidation || !onTest) continue;
      const sure = { validation: onValidation, test: onTest };
      confidences.set(id, (confidences.get(id) ?? new Map()).set(seed, sure));
    }
  }
  return { answers, confidences };
}
