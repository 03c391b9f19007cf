import type { TimedNetwork } from './measure-times.ts';
import type { Claim, NetworkRow, Saved, TaskResult } from './task-result.ts';

/** Points that the upper bound of a loss may be above what is allowed. */
const slack = 0.3;

/** Points of it that a choice on validation data leaves free: what was chosen is lucky there. */
export const guardPoints = 0.1;

type Bounded = { readonly high: number } | null;

/** Whether a loss is within so many points: the upper bound of its paired 95% interval is at most 0.3 above. */
export const within = (loss: Bounded, points: number): boolean =>
  loss !== null && loss.high <= points + slack;

/** Whether a loss on validation data may be chosen for one within so many points: its upper bound is at most 0.2 above. */
export const eligible = (loss: Bounded, points: number): boolean => within(loss, points - guardPoints);

/** Microseconds of a runtime's faster form. @throws RangeError when it was not timed */
export function bestTime(
  times: readonly TimedNetwork[],
  id: string,
  runtime: TimedNetwork['runtime'],
  batch: 'batch1' | 'batch64',
  form?: TimedNetwork['form'],
): number {
  const found = times.filter(
    (each) => each.id === id && each.runtime === runtime && (form === undefined || each.form === form),
  );
  if (found.length === 0) throw new RangeError(`${id} was not timed on ${runtime}`);
  return Math.min(...found.map((each) => each[batch].p20Us));
}

/**
 * The sparsest level that is `eligible` on validation data, against the independently trained dense network, in the faster of
 * the forms that are, and what it comes to on the test data. null: there is none.
 */
export function makeClaim(
  networks: readonly NetworkRow[],
  times: readonly TimedNetwork[],
  denseMemory: TaskResult['denseMemory'],
  tolerancePoints: number,
): Claim | null {
  const able = networks.filter(
    ({ kind, lossDenseValidation: loss }) => kind === 'level' && eligible(loss, tolerancePoints),
  );
  const sparsest = Math.max(...able.map(({ sparsity }) => sparsity));
  const cost = ({ id }: NetworkRow) => bestTime(times, id, 'own', 'batch1');
  const [level] = able.filter(({ sparsity }) => sparsity === sparsest).sort((a, b) => cost(a) - cost(b));
  const dense = networks.find(({ kind }) => kind === 'dense');
  if (!level || !dense) return null;
  const saved = (of: (batch: 'batch1' | 'batch64') => number): Saved => ({
    batch1: 100 * (1 - of('batch1')),
    batch64: 100 * (1 - of('batch64')),
  });
  const timeLess = (runtime: TimedNetwork['runtime'], form?: TimedNetwork['form']) =>
    saved(
      (batch) => bestTime(times, level.id, 'own', batch) / bestTime(times, 'dense', runtime, batch, form),
    );
  return {
    level: level.id,
    levelIndex: level.level,
    withinDense: within(level.lossDense, tolerancePoints),
    withinLevel0: within(level.lossLevel0, tolerancePoints),
    timeLess: {
      web: timeLess('onnxruntime-web'),
      node: timeLess('onnxruntime-node'),
      nodeFp32: timeLess('onnxruntime-node', 'fp32'),
      own: timeLess('own'),
    },
    memoryLess: saved((batch) => level.memory[batch].total / denseMemory[batch]),
    memoryLessByEmbeddings: saved(
      (batch) => 1 - (denseMemory.embeddings - level.memory[batch].embeddings) / denseMemory[batch],
    ),
    operationsLess: 100 * (1 - level.macs / dense.macs),
  };
}
