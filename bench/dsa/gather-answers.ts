import { answerStops } from '../../sim/sparsity/tune/answer-stops.ts';
import { listStops } from '../../sim/sparsity/tune/stop.ts';
import type { ModelFiles } from './model-files.ts';
import { OwnNetwork } from './own-network.ts';
import type { TaskData } from './task-data.ts';

/** Logits of one network at one level, [answers][classes] a part. */
export type PartLogits = Readonly<Record<'validation' | 'test', Float32Array>>;

/** A row of the tables: a level of the ladder, an exit at a level, the dense network, the control or a small dense one, with all its seeds. */
export interface NetworkAnswers {
  readonly id: string;
  readonly kind: 'level' | 'exit' | 'dense' | 'control' | 'small';
  readonly level: number;
  /** Counted along the network; null: its end. */
  readonly exit: number | null;
  readonly output: string;
  readonly sparsity: number;
  readonly width: number;
  readonly file: string;
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
    kind: Exclude<NetworkAnswers['kind'], 'exit'>,
    width: number,
    seeds: ReadonlyMap<number, string>,
  ) => {
    const made = new Map<string, NetworkAnswers & { bySeed: Map<number, PartLogits> }>();
    for (const [seed, file] of seeds) {
      say(`answers of ${file}`);
      const network = await OwnNetwork.open(file);
      const { classes, parts } = await dataOf(seed);
      const stops = listStops(network.network);
      const [validation, test] = [
        await answerStops(network.many, stops, parts.validation, classes),
        await answerStops(network.many, stops, parts.test, classes),
      ];
      for (const [i, stop] of stops.entries()) {
        const { exit, output } = stop;
        const level = stop.level as number;
        const { sparsity } = network.levels[level]!;
        const id = { level: stop.id, dense: 'dense', control: 'layers off', small: `small ${width}` }[kind];
        const row = made.get(id) ?? {
          ...{ id, kind: exit === null ? kind : ('exit' as const), level, exit, output },
          ...{ sparsity, width, file, bySeed: new Map() },
        };
        made.set(id, row);
        row.bySeed.set(seed, { validation: validation[i]!, test: test[i]! });
      }
    }
    // Whole passes first: the first row is that of level 0.
    const list = [...made.values()];
    rows.push(...list.filter(({ exit }) => exit === null), ...list.filter(({ exit }) => exit !== null));
  };
  await add('level', 1, files.ladder);
  await add('dense', 1, files.dense);
  await add('control', 1, files.control);
  for (const [width, seeds] of files.small) await add('small', width, seeds);
  return rows;
}
