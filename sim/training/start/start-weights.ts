import { join } from 'node:path';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import { readCheckpoint } from '../checkpoint/read-checkpoint.ts';
import type { TaskFeed } from '../feed/task-feed.ts';
import { namedWeights } from '../model/named-weights.ts';
import type { TrainingModel } from '../model/training-model.ts';
import type { TrainSpec } from '../spec/train-schema.ts';
import { wordVectors } from './word-vectors.ts';

/**
 * Puts the weights that a description begins with in place of random ones: vectors of words from the training texts, or
 * all weights of an earlier run but those of the last layer, which answers another question there.
 * @throws CheckpointError where the earlier run has another network or no checkpoint; Error where a task has no texts
 */
export function startWeights(model: TrainingModel, spec: TrainSpec, feed: TaskFeed): void {
  const { start } = spec;
  if (!start) return;
  if (start.kind === 'word-vectors') startWithVectors(model, spec.seed, start, feed);
  else startWithRun(model, start.folder);
  model.optimiser.resetAverages();
}

function startWithVectors(
  model: TrainingModel,
  seed: number,
  options: { readonly window: number; readonly deviation: number },
  feed: TaskFeed,
): void {
  const texts = feed.trainTexts?.();
  const first = model.plan.layers.find((layer) => layer.kind === 'embedding')?.tables[0];
  const table = first && model.parameters.tables.get(first.name);
  if (!texts || !table)
    throw new Error('start is word-vectors, but the task has no texts; take another start, or leave it out');
  const vectors = wordVectors(texts, table.rows, table.features, { ...options, seed });
  model.memory.view(table.values).set(vectors);
}

function startWithRun(model: TrainingModel, folder: string): void {
  const file = join(folder, 'checkpoint');
  const saved = readEarlier(file);
  const own = [...namedWeights(model)].filter(
    ([name]) => name !== `${model.plan.logits}.weight` && name !== `${model.plan.logits}.bias`,
  );
  const faults = own.flatMap(([name, array]) => {
    const found = saved.get(name)?.length;
    return found === array.length ? [] : [`${name}: ${found ?? 'no'} values, not ${array.length}`];
  });
  if (faults.length > 0)
    throw new CheckpointError(
      file,
      `is of another network (${faults.slice(0, 3).join('; ')}${faults.length > 3 ? '; …' : ''}); ` +
        'all widths, layers, inputs and lengths must be those of this description, but the last layer may differ',
    );
  for (const [name, array] of own) array.set(saved.get(name)!);
}

function readEarlier(file: string): ReadonlyMap<string, Float32Array> {
  try {
    return readCheckpoint(file).arrays;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    throw new CheckpointError(file, 'is not there; train the run that this one starts from first');
  }
}
