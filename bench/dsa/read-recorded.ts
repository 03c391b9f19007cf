import { readFileSync } from 'node:fs';
import { recordedPart, recordedSchema } from './recorded-answers.ts';

/** Right answers by row of the tables and seed. */
export type RecordedAnswers = ReadonlyMap<
  string,
  ReadonlyMap<number, Readonly<Record<'validation' | 'test', Uint8Array>>>
>;

/** @param files by seed @throws Error for a file that is none, or of another task */
export function readRecorded(task: string, files: ReadonlyMap<number, string>): RecordedAnswers {
  const all = new Map<string, Map<number, Record<'validation' | 'test', Uint8Array>>>();
  for (const [seed, file] of files) {
    const parsed = recordedSchema.safeParse(JSON.parse(readFileSync(file, 'utf8')));
    if (!parsed.success) throw new Error(`${file}: ${parsed.error.issues[0]!.message}; record it again`);
    const { data } = parsed;
    if (data.task !== task || data.seed !== seed)
      throw new Error(`${file} is of ${data.task}, seed ${data.seed}; ${task}, seed ${seed} is needed`);
    for (const { id, validation, test } of data.networks) {
      const bySeed = all.get(id) ?? new Map();
      all.set(id, bySeed.set(seed, { validation: recordedPart(validation), test: recordedPart(test) }));
    }
  }
  return all;
}
