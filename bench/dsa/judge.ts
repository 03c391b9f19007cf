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

  /** Share of right answers; of folds together. */
  accuracy(right: RightBySeed): { readonly perSeed: readonly number[]; readonly mean: number } {
    const perSeed = [...right].map(([seed, answers]) => this.#share(answers, this.#of(seed).labels));
    if (this.#task.folds) {
      const labels = concatenate([...right.keys()].map((seed) => this.#of(seed).labels));
      return { perSeed, mean: this.#share(concatenate([...right.values()]), labels) };
    }
    return { perSeed, mean: perSeed.reduce((sum, share) => sum + share, 0) / perSeed.length };
  }

  /** Points lost against a reference over the seeds that both have; null where they have none in common. */
  loss(right: RightBySeed, reference: RightBySeed): Estimate | null {
    const seeds = [...right.keys()].filter((seed) => reference.has(seed));
    if (seeds.length === 0) return null;
    let pairs: AnswerPair[] = seeds.map((seed) => ({
      reference: reference.get(seed)!,
      network: right.get(seed)!,
    }));
    let [labels, starts] = [this.#of(seeds[0]!).labels, this.#of(seeds[0]!).starts];
    if (this.#task.folds) {
      const all = (of: (seed: number) => Uint8Array) => concatenate(seeds.map(of));
      pairs = [{ reference: all((seed) => reference.get(seed)!), network: all((seed) => right.get(seed)!) }];
      labels = all((seed) => this.#of(seed).labels);
      starts = null;
    }
    return pairedLoss(pairs, { weights: this.#task.weights(labels), starts });
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
