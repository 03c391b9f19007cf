import { describe, expect, it } from 'vitest';
import type { NetworkAnswers } from '../../../bench/dsa/gather-answers.ts';
import { Judge } from '../../../bench/dsa/judge.ts';
import type { Task } from '../../../bench/dsa/task.ts';
import type { TaskData } from '../../../sim/data/task/task-data.ts';

const task = (folds: number | null) => ({ folds, weights: () => null }) as unknown as Task;
const data = (labels: number[]): TaskData => {
  const part = {
    ...{ samples: labels.length, labels: Uint8Array.from(labels), starts: null, uniform: true },
    feeds: () => ({}),
  };
  return { classes: 2, parts: { validation: part, test: part } };
};
const network = (answers: Record<number, number[]>): NetworkAnswers => ({
  ...{
    id: 'L0',
    kind: 'level',
    level: 0,
    sparsity: 0,
    width: 1,
    file: '',
    files: new Map(),
    exit: null,
    output: '',
    ranges: null,
    recordedOnly: false,
  },
  bySeed: new Map(
    Object.entries(answers).map(([seed, classes]) => {
      const logits = Float32Array.from(classes.flatMap((of) => (of ? [0, 1] : [1, 0])));
      return [Number(seed), { validation: logits, test: logits }];
    }),
  ),
});

describe('Judge', () => {
  it('takes the mean over seeds, and pairs the seeds that both have', () => {
    const same = data([0, 1, 1, 0]);
    const judge = new Judge(task(null), new Map([1, 2, 3].map((seed) => [seed, same])), 'test');
    const sparse = judge.right(network({ 1: [0, 1, 0, 1], 2: [0, 1, 1, 1] }));
    const dense = judge.right(network({ 2: [0, 1, 1, 0], 3: [1, 1, 1, 0] }));
    expect(judge.accuracy(sparse)).toEqual({ perSeed: [0.5, 0.75], perTurn: [0.5, 0.75], mean: 0.625 });
    expect(judge.loss(sparse, dense)!.value).toBeCloseTo(25, 10);
    expect(judge.loss(judge.right(network({ 1: [0, 0, 0, 0] })), dense)).toBeNull();
  });

  it('takes recorded answers for seeds whose networks are not there, and refuses those of other data', () => {
    const same = data([0, 1, 1, 0]);
    const all = new Map([1, 2].map((seed) => [seed, same]));
    const parts = (...right: number[]) => ({ validation: new Uint8Array(4), test: Uint8Array.from(right) });
    const records = new Map([
      [
        'L0',
        new Map([
          [1, parts(0, 0, 0, 0)],
          [2, parts(1, 1, 1, 0)],
        ]),
      ],
    ]);
    const right = new Judge(task(null), all, 'test', records).right(network({ 1: [0, 1, 1, 0] }));
    expect([...right].map(([seed, one]) => [seed, [...one]])).toEqual([
      [1, [1, 1, 1, 1]],
      [2, [1, 1, 1, 0]],
    ]);
    const short = new Map([['L0', new Map([[2, parts(1, 1)]])]]);
    expect(() => new Judge(task(null), all, 'test', short).right(network({}))).toThrow(
      'L0 of seed 2 has 2 recorded answers; the data have 4',
    );
  });

  it('judges folds as one set of answers', () => {
    const folds = new Map([
      [1, data([0, 1])],
      [2, data([1, 1, 0, 0, 0, 0])],
    ]);
    const judge = new Judge(task(2), folds, 'test');
    const sparse = judge.right(network({ 1: [1, 1], 2: [1, 1, 0, 0, 0, 0] }));
    const dense = judge.right(network({ 1: [0, 1], 2: [1, 1, 0, 0, 0, 0] }));
    expect(judge.accuracy(sparse).mean).toBeCloseTo(7 / 8, 12);
    expect(judge.loss(sparse, dense)!.value).toBeCloseTo(100 / 8, 10);
  });

  it('takes the mean over turns of the folds, and leaves out turns that lack one', () => {
    const [first, second] = [data([0, 1]), data([1, 1])];
    const folds = new Map([1, 2, 3, 4, 5].map((seed) => [seed, seed % 2 === 1 ? first : second]));
    const judge = new Judge(task(2), folds, 'test');
    const sparse = judge.right(network({ 1: [0, 1], 2: [1, 1], 4: [0, 0], 3: [0, 1], 5: [1, 0] }));
    const dense = judge.right(network({ 1: [0, 1], 2: [1, 1], 3: [0, 1], 4: [1, 1], 5: [0, 1] }));
    expect(judge.accuracy(sparse).perTurn).toEqual([1, 0.5]);
    expect(judge.loss(sparse, dense)!.value).toBeCloseTo(25, 10);
  });
});
