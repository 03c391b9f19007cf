import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isFetched } from '../data/source/read-source.ts';
import { drawnAnswers, drawnPlaces } from '../data/task/drawn-answers.ts';
import { openScenarioTask, type TaskName } from '../data/task/scenario-tasks.ts';
import type { TableSplit } from './table-data.ts';
import { tableFolder } from './table-folder.ts';

/** What names the samples of a task in the keys of tables. */
export interface TaskPrint {
  /** Samples of the split: answers. */
  readonly count: number;
  /** SHA-256 of the answers and of all that is asked for them. */
  readonly hash: string;
}

/** The prints of the data that the shipped tables were made of, by `${data}-${split}`. */
export type TaskPrints = Readonly<Record<string, TaskPrint>>;

/** File of the shipped prints in the folder of tables. */
export const taskPrintsFile = 'tasks.json';

const requestsAtOnce = 512;
const known = new Map<string, TaskPrint>();

/**
 * The print of a task's data where they are fetched, else that of the data that the shipped tables were made of: so a
 * scenario finds its tables without the data.
 * @param limit only the first so many samples; needs the data where there are more
 * @throws DataMissingError where neither is there
 */
export function taskPrint(data: TaskName, split: TableSplit, limit?: number): TaskPrint {
  const id = `${data}-${split}`;
  const key = `${id} ${limit}`;
  let print = known.get(key);
  if (!print) {
    const shipped = isFetched(data) ? undefined : shippedPrints()[id];
    print = shipped && (limit ?? shipped.count) >= shipped.count ? shipped : printOf(data, split, limit);
    known.set(key, print);
    known.set(`${id} ${print.count}`, print);
  }
  return print;
}

/** Those of this package; none where no tables come with it. */
export function shippedPrints(): TaskPrints {
  try {
    return JSON.parse(readFileSync(join(tableFolder(), taskPrintsFile), 'utf8')) as TaskPrints;
  } catch {
    // A package without shipped tables has no prints either.
    return {};
  }
}

function printOf(data: TaskName, split: TableSplit, limit = Number.POSITIVE_INFINITY): TaskPrint {
  openScenarioTask(data);
  const count = Math.min(limit, drawnPlaces(data, split).length);
  const positions = Uint32Array.from({ length: count }, (_, i) => i);
  const answers = drawnAnswers(data, split, positions);
  const bytesOf = ({ buffer, byteOffset, byteLength }: ArrayBufferView) =>
    new Uint8Array(buffer as ArrayBuffer, byteOffset, byteLength);
  const hash = createHash('sha256')
    .update(JSON.stringify([data, split, count, 1]))
    .update(bytesOf(answers.labels))
    .update(bytesOf(answers.requests))
    .update(bytesOf(answers.places));
  for (let from = 0; from < answers.requestCount; from += requestsAtOnce) {
    const feeds = answers.feeds(from, requestsAtOnce);
    for (const name of Object.keys(feeds).sort()) hash.update(bytesOf(feeds[name]!.data));
  }
  return { count, hash: hash.digest('hex') };
}
