import { createHash } from 'node:crypto';
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

/** Data sets that tables are made of. */
export type DataName = 'degraded-mnist' | 'clean-mnist';

export type TableSplit = Exclude<Split, 'train'>;

/** The samples of a data set at the given positions of a split, in that order. */
export function samplesAt(data: DataName, split: TableSplit, positions: ArrayLike<number>): Samples {
  return data === 'degraded-mnist' ? degradedMnistAt(split, positions) : cleanMnistAt(split, positions);
}

/** Number of samples of a split. */
export function splitSize(split: TableSplit): number {
  return splitIndices(split).length;
}

const fingerprintSamples = 128;
const hashes = new Map<string, string>();

/**
 * SHA-256 that names a data set: the published files, the seed, the conditions, which images the split holds, and the
 * finished bytes of its first 128 samples, so that a change of the degradation code changes the name too.
 * @param count how many samples of the split are used
 */
export function dataHash(data: DataName, split: TableSplit, count: number): string {
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
