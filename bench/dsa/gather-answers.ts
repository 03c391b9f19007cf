import type { TaskData } from '../../sim/data/task/task-data.ts';
import type { ActivationRanges } from '../../sim/sparsity/execute/graph/program/activation-ranges.ts';
import type { ModelFiles } from './model-files.ts';
import { OwnNetwork } from './own-network.ts';

/** Logits of one network at one level, [answers][classes] a part. */
export type PartLogits = Readonly<Record<'validation' | 'test', Float32Array>>;

/** A row of the tables: a level of the ladder, the dense network, the control or a small dense one, with all its seeds. */
export interface NetworkAnswers {
  readonly id: string;
  readonly kind: 'level' | 'dense' | 'control' | 'small';
  readonly level: number;
  readonly sparsity: number;
  readonly width: number;
  readonly file: string;
  /** What its int8 form is made with; null: fp32. */
  readonly ranges: ActivationRanges | null;
  readonly bySeed: ReadonlyMap<number, PartLogits>;
}

/** Runs every network of a task over its validation and test data, on our kernels. */
export async function gatherAnswers(
  files: ModelFiles,
  dataOf: (seed: number) => Promise<TaskData>,
  say: (line: string) => void,
): Promise<NetworkAnswers[]> {
  const rows: NetworkAnswers[] = [];
  const add = async (
    kind: NetworkAnswers['kind'],
    width: number,
    seeds: ReadonlyMap<number, string>,
    int8 = false,
  ) => {
    const made: (NetworkAnswers & { bySeed: Map<number, PartLogits> })[] = [];
    for (const [seed, file] of seeds) {
      const { classes, parts } = await dataOf(seed);
      const ranges = int8 ? await OwnNetwork.calibrate(file, parts.validation) : null;
      if (int8 && !ranges) return;
      say(`answers of ${file}${int8 ? ' in int8' : ''}`);
      const network = await OwnNetwork.open(file, ranges);
      for (const [level, { sparsity }] of network.levels.entries()) {
        const id = {
          level: `L${level}${int8 ? ' int8' : ''}`,
          dense: 'dense',
          control: 'layers off',
          small: `small ${width}`,
        }[kind];
        made[level] ??= { id, kind, level, sparsity, width, file, ranges, bySeed: new Map() };
        made[level].bySeed.set(seed, {
          validation: await network.logits(parts.validation, classes, level),
          test: await network.logits(parts.test, classes, level),
        });
      }
    }
    rows.push(...made);
  };
  await add('level', 1, files.ladder);
  await add('level', 1, files.ladder, true);
  await add('dense', 1, files.dense);
  await add('control', 1, files.control);
  for (const [width, seeds] of files.small) await add('small', width, seeds);
  return rows;
}
