import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskData } from '../../sim/data/task/task-data.ts';
import { gatherAnswers } from './gather-answers.ts';
import type { ModelFiles } from './model-files.ts';
import { fileHash, type Recorded, recordedSchema, recordPart } from './recorded-answers.ts';
import { recordLogits } from './recorded-logits.ts';
import { rightAnswers } from './right-answers.ts';
import type { Task } from './task.ts';

/** Answers of one part whose confidences are kept. */
const mostSure = 50_000;

/**
 * Writes what the networks of each seed answer to all validation and test data, `answers-sSEED.json`, and how sure the stops are
 * that cascades are made of: those in int8 where there are such, and none of folds or of more than 50,000 answers, which would be
 * megabytes. Networks of the same seed that were recorded before stay.
 * @param folder that the files go to @throws DataMissingError
 */
export async function recordTask(
  task: Task,
  files: ModelFiles,
  folder: string,
  say: (line: string) => void,
): Promise<void> {
  const opened = new Map<number, TaskData>();
  const dataOf = async (seed: number) => {
    const data = opened.get(seed) ?? (await task.open(null, seed));
    opened.set(seed, data);
    return data;
  };
  const bySeed = new Map<number, Recorded['networks'][number][]>();
  const rows = await gatherAnswers(files, dataOf, say);
  const int8 = rows.some(({ ranges }) => ranges);
  for (const row of rows) {
    const stop =
      task.folds === null && (row.kind === 'level' || row.kind === 'exit') && int8 === (row.ranges !== null);
    for (const [seed, logits] of row.bySeed) {
      const { parts } = await dataOf(seed);
      const part = (name: 'validation' | 'test') => {
        const answers = parts[name].labels.length;
        const sure = stop && answers <= mostSure ? recordLogits(logits[name], answers) : null;
        return recordPart(rightAnswers(logits[name], parts[name]), sure);
      };
      const sha256 = fileHash(readFileSync(row.files.get(seed)!));
      const list = bySeed.get(seed) ?? [];
      list.push({ id: row.id, sha256, validation: part('validation'), test: part('test') });
      bySeed.set(seed, list);
    }
  }
  for (const [seed, networks] of bySeed) {
    const file = join(folder, `answers-s${seed}.json`);
    const before = existsSync(file) ? recordedSchema.parse(JSON.parse(readFileSync(file, 'utf8'))) : null;
    const others = before?.networks.filter(({ id }) => networks.every((each) => each.id !== id)) ?? [];
    const recorded: Recorded = {
      schemaVersion: 1,
      ...{ task: task.id, seed, networks: [...networks, ...others] },
    };
    writeFileSync(file, `${JSON.stringify(recorded, null, 1)}\n`);
    say(`${file}: ${networks.length} networks and levels`);
  }
}
