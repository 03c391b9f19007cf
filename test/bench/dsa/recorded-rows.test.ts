import { expect, test } from 'vitest';
import type { NetworkAnswers } from '../../../bench/dsa/gather-answers.ts';
import { Judge } from '../../../bench/dsa/judge.ts';
import { recordedRows } from '../../../bench/dsa/recorded-rows.ts';
import type { Task } from '../../../bench/dsa/task.ts';
import type { TaskData } from '../../../sim/data/task/task-data.ts';

const labels = Uint8Array.from([1, 1, 1, 1]);
const part = { samples: 4, labels, starts: null, uniform: true, feeds: () => ({}) };
const data: TaskData = { classes: 2, parts: { validation: part, test: part } };

/** A level whose answers are right where `right` has a 1. */
function level(id: string, sparsity: number, right: readonly number[]): NetworkAnswers {
  const logits = Float32Array.from(right.flatMap((one) => (one ? [0, 1] : [1, 0])));
  return {
    ...{
      id,
      kind: 'level',
      level: 0,
      exit: null,
      output: '',
      sparsity,
      width: 1,
      file: '',
      files: new Map(),
    },
    ...{ ranges: null, recordedOnly: false, bySeed: new Map([[1, { validation: logits, test: logits }]]) },
  };
}

test('holds each level against the recorded network of its sparsity, and leaves out what has no level', () => {
  const recorded = new Map(
    (
      ['alone 90.0%', 'small 0.25', 'layers off', 'alone 75.0%', 'small 0.5', 'alone 50.0%', 'dense'] as const
    ).map((id) => {
      const right = Uint8Array.from(id === 'alone 90.0%' ? [1, 0, 0, 0] : [1, 1, 1, 0]);
      return [id, new Map([[1, { validation: right, test: right }]])] as const;
    }),
  );
  const judge = (of: 'validation' | 'test') =>
    new Judge({ folds: null, weights: () => null } as unknown as Task, new Map([[1, data]]), of, recorded);
  const rows = recordedRows(
    [level('L0', 0, [1, 1, 1, 1]), level('L1', 0.7502, [1, 1, 0, 0]), level('L2', 0.9, [1, 1, 0, 0])],
    recorded,
    {
      ...{ validation: judge('validation'), test: judge('test') },
      ofDense: new Map([[1, Uint8Array.of(1, 1, 1, 1)]]),
    },
  );
  expect(rows.map(({ id, level: of }) => [id, of])).toEqual([
    ['layers off', null],
    ['small 0.5', null],
    ['small 0.25', null],
    ['alone 75.0%', 'L1'],
    ['alone 90.0%', 'L2'],
  ]);
  expect(rows.map(({ accuracy }) => accuracy.mean)).toEqual([0.75, 0.75, 0.75, 0.75, 0.25]);
  expect(rows.map(({ lossDense }) => lossDense!.value)).toEqual([25, 25, 25, 25, 75]);
  expect(rows.map(({ lossOfLevel }) => lossOfLevel?.value)).toEqual([
    undefined,
    undefined,
    undefined,
    25,
    -25,
  ]);
});
