import type { TaskData } from '../../sim/data/task/task-data.ts';
import type { TaskPart } from '../../sim/data/task/task-part.ts';
import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import { type AnswerPair, pairedLoss } from './paired-loss.ts';
import type { RecordedAnswers } from './read-recorded.ts';
import { rightAnswers } from './right-answers.ts';
import type { Task } from './task.ts';

export type JudgedPart = 'validation' | 'test';
/** Right answers by seed. */
export type RightBySeed = ReadonlyMap<number, Uint8Array>;

/** Shares of right answers; a turn of a cross-validation asks each sample once, without folds it is a seed. */
export interface Accuracy {
  readonly perSeed: readonly number[];
  readonly perTurn: readonly number[];
  /** Of the turns. */
  readonly mean: number;
}

/** Accuracy of networks on one part of a task, over seeds. */
export class Judge {
  readonly #task: Task;
  readonly #data: ReadonlyMap<number, TaskData>;
  readonly #part: JudgedPart;
  readonly #recorded: RecordedAnswers;

  /** @param recorded answers of further seeds, whose networks are not there */
  constructor(
    task: Task,
    data: ReadonlyMap<number, TaskData>,
    part: JudgedPart,
    recorded: RecordedAnswers = new Map(),
  ) {
    this.#task = task;
    this.#data = data;
    this.#part = part;
    this.#recorded = recorded;
  }

  /** Of the seeds whose networks are there first, then of those that are recorded. @throws RangeError for records of other data */
  right({ id, bySeed, recordedOnly }: Pick<NetworkAnswers, 'id' | 'bySeed' | 'recordedOnly'>): RightBySeed {
    const right = new Map(
      recordedOnly
        ? []
        : [...bySeed].map(([seed, logits]) => [seed, rightAnswers(logits[this.#part], this.#of(seed))]),
    );
    for (const [seed, parts] of this.#recorded.get(id) ?? []) {
      if (right.has(seed)) continue;
      const { length } = this.#of(seed).labels;
      const answers = parts[this.#part];
      if (answers.length < length)
        throw new RangeError(
          `${id} of seed ${seed} has ${answers.length} recorded answers; the data have ${length}`,
        );
      right.set(seed, answers.subarray(0, length));
    }
    return right;
  }

  accuracy(right: RightBySeed): Accuracy {
    const share = (seeds: readonly number[]) =>
      this.#share(concatenate(seeds.map((seed) => right.get(seed)!)), this.#labels(seeds));
    const perTurn = this.#turns([...right.keys()]).map(share);
    return {
      perSeed: [...right.keys()].map((seed) => share([seed])),
      perTurn,
      mean: perTurn.reduce((sum, one) => sum + one, 0) / perTurn.length,
    };
  }

  /** Points lost against a reference over the seeds that both have; null where they have none in common. */
  loss(right: RightBySeed, reference: RightBySeed): Estimate | null {
    const turns = this.#turns([...right.keys()].filter((seed) => reference.has(seed)));
    if (turns.length === 0) return null;
    const pairs = turns.map((seeds): AnswerPair => {
      const of = (answers: RightBySeed) => concatenate(seeds.map((seed) => answers.get(seed)!));
      return { reference: of(reference), network: of(right) };
    });
    const starts = this.#task.folds === null ? this.#of(turns[0]![0]!).starts : null;
    return pairedLoss(pairs, { weights: this.#task.weights(this.#labels(turns[0]!)), starts });
  }

  /** Seeds that answer each sample once together; of cross-validations those that have as many folds as the fullest. */
  #turns(seeds: readonly number[]): number[][] {
    const { folds } = this.#task;
    const turns = new Map<number, number[]>();
    for (const seed of seeds) {
      const turn = folds === null ? seed : Math.floor((seed - 1) / folds);
      turns.set(turn, [...(turns.get(turn) ?? []), seed]);
    }
    const all = [...turns.values()].map((of) => of.sort((a, b) => a - b));
    const most = Math.max(0, ...all.map(({ length }) => length));
    return all.filter(({ length }) => length === most);
  }

  #labels(seeds: readonly number[]): Uint8Array {
    return concatenate(seeds.map((seed) => this.#of(seed).labels));
  }

  #of(seed: number): TaskPart {
    return this.#data.get(seed)!.parts[this.#part];
  }

  #share(right: Uint8Array, labels: Uint8Array): number {
    const weights = this.#task.weights(labels);
    return right.reduce((sum, one, i) => sum + one * (weights?.[i] ?? 1 / right.length), 0);
  }
}

function concatenate(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
