import { createHash } from 'node:crypto';
import { isTask, type TaskName } from '../data/task/scenario-tasks.ts';
import { conditions } from '../workload/degraded-mnist/conditions.ts';
import {
  cleanMnistAt,
  dataSeed,
  degradedMnistAt,
  type Samples,
  type Split,
  splitIndices,
} from '../workload/degraded-mnist/dataset.ts';
import { readMnist } from '../workload/degraded-mnist/mnist.ts';
import { taskPrint } from './task-print.ts';

/** The digits, degraded or not; they come with the package. */
export type DigitsName = 'degraded-mnist' | 'clean-mnist';

/** Data sets that tables are made of. */
export type DataName = DigitsName | TaskName;

export type TableSplit = Exclude<Split, 'train'>;

/** The digits at the given positions of a split, in that order. */
export function samplesAt(data: DigitsName, split: TableSplit, positions: ArrayLike<number>): Samples {
  return data === 'degraded-mnist' ? degradedMnistAt(split, positions) : cleanMnistAt(split, positions);
}

/** Number of samples of a split. @throws DataMissingError for a task that is neither fetched nor shipped with tables */
export function splitSize(data: DataName, split: TableSplit): number {
  return isTask(data) ? taskPrint(data, split).count : splitIndices(split).length;
}

const fingerprintSamples = 128;
const hashes = new Map<string, string>();

/**
 * SHA-256 that names a data set: the published files, the seed, the conditions, which images the split holds, and the
 * finished bytes of its first 128 samples, so that a change of the degradation code changes the name too. Of a task: the
 * answers and all that is asked for them.
 * @param count how many samples of the split are used
 * @throws DataMissingError for a task that is neither fetched nor shipped with tables
 */
export function dataHash(data: DataName, split: TableSplit, count: number): string {
  if (isTask(data)) return taskPrint(data, split, count).hash;
  const id = `${data} ${split} ${count}`;
  const known = hashes.get(id);
  if (known) return known;
  const source = readMnist(split === 'test' ? 't10k' : 'train');
  const first = samplesAt(
    data,
    split,
    Array.from({ length: Math.min(count, fingerprintSamples) }, (_, i) => i),
  );
  const hash = createHash('sha256')
    .update(JSON.stringify([id, dataSeed, data === 'degraded-mnist' ? conditions : null]))
    .update(source.images)
    .update(source.labels)
    .update(new Uint8Array(Uint16Array.from(splitIndices(split)).buffer))
    .update(first.images)
    .update(first.labels)
    .update(first.conditions)
    .digest('hex');
  hashes.set(id, hash);
  return hash;
}
