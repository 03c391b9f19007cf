import type { TaskData } from '../../sim/data/task/task-data.ts';
import type { ActivationRanges } from '../../sim/sparsity/execute/graph/program/activation-ranges.ts';
import { answerStops } from '../../sim/sparsity/tune/answer-stops.ts';
import { listStops } from '../../sim/sparsity/tune/stop.ts';
import type { ModelFiles } from './model-files.ts';
import { OwnNetwork } from './own-network.ts';
import { aloneId, controlId } from './recorded-rows.ts';

/** Logits of one network at one level, [answers][classes] a part. */
export type PartLogits = Readonly<Record<'validation' | 'test', Float32Array>>;

/** A row of the tables: a level of the ladder, an exit at a level, the dense network, the control, a small dense one or one of a single sparsity, with all its seeds. */
export interface NetworkAnswers {
  readonly id: string;
  readonly kind: 'level' | 'exit' | 'dense' | 'control' | 'small' | 'alone';
  readonly level: number;
  /** Counted along the network; null: its end. */
  readonly exit: number | null;
  readonly output: string;
  readonly sparsity: number;
  readonly width: number;
  readonly file: string;
  /** By seed. */
  readonly files: ReadonlyMap<number, string>;
  /** What its int8 form is made with; null: fp32. */
  readonly ranges: ActivationRanges | null;
  /** Its answers are those recorded under its id alone, and `bySeed` is of another network in its place. */
  readonly recordedOnly: boolean;
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
    int8 = false,
  ) => {
    const made = new Map<string, NetworkAnswers & { bySeed: Map<number, PartLogits> }>();
    for (const [seed, file] of seeds) {
      const { classes, parts } = await dataOf(seed);
      const ranges = int8 ? await OwnNetwork.calibrate(file, parts.validation) : null;
      if (int8 && !ranges) return;
      say(`answers of ${file}${int8 ? ' in int8' : ''}`);
      const network = await OwnNetwork.open(file, ranges);
      const stops = listStops(network.network);
      const executor = network.many ?? network.single;
      const [validation, test] = [
        await answerStops(executor, stops, parts.validation, classes),
        await answerStops(executor, stops, parts.test, classes),
      ];
      for (const [i, stop] of stops.entries()) {
        const { exit, output } = stop;
        const level = stop.level as number;
        const { sparsity } = network.levels[level]!;
        const id = {
          level: `${stop.id}${int8 ? ' int8' : ''}`,
          dense: 'dense',
          control: controlId,
          small: `small ${width}`,
          alone: aloneId(sparsity),
        }[kind];
        const row = made.get(id) ?? {
          ...{ id, kind: exit === null ? kind : ('exit' as const), level, exit, output },
          ...{ sparsity, width, file, files: seeds, ranges, bySeed: new Map() },
          recordedOnly: kind === 'dense' && files.standIn === true,
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
  await add('level', 1, files.ladder, true);
  await add('dense', 1, files.dense);
  await add('control', 1, files.control);
  for (const [width, seeds] of files.small) await add('small', width, seeds);
  for (const seeds of files.alone.values()) await add('alone', 1, seeds);
  return rows;
}
