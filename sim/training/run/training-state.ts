import type { FloatArray } from '../../../kernels/training/training-memory.ts';
import { CheckpointError } from '../checkpoint/checkpoint-error.ts';
import type { SparsityMethod } from '../method/sparsity-method.ts';
import type { TrainingModel } from '../model/training-model.ts';

/** Views of the arrays that a run changes, by name: values, state of the optimiser, statistics. */
function arraysOf(model: TrainingModel): ReadonlyMap<string, Float32Array> {
  const { matrices, vectors, statistics, tables } = model.parameters;
  const arrays = new Map<string, Float32Array>();
  const add = (name: string, array: FloatArray) => {
    arrays.set(name, model.memory.view(array));
  };
  for (const parameter of [...matrices.values(), ...vectors.values()]) add(parameter.name, parameter.values);
  for (const [name, { mean, variance }] of statistics) {
    add(`${name}.mean`, mean);
    add(`${name}.variance`, variance);
  }
  for (const table of tables.values())
    for (const { name, array } of table.state()) add(`table:${name}`, array);
  for (const [name, array] of Object.entries(model.optimiser.state())) arrays.set(`optimiser:${name}`, array);
  return arrays;
}

const blocksName = (layer: string) => `blocks:${layer}`;

/** A copy of all that a checkpoint holds of a model and its method. */
export function saveState(model: TrainingModel, method: SparsityMethod): Map<string, Float32Array> {
  const saved = new Map<string, Float32Array>();
  for (const [name, array] of arraysOf(model)) saved.set(name, array.slice());
  const levels = method.blockLevels();
  model.prunable.forEach(({ name }, i) => {
    if (levels) saved.set(blocksName(name), Float32Array.from(levels[i]!));
  });
  return saved;
}

/** Puts back what `saveState` gave. @throws CheckpointError when an array is missing or of another length */
export function restoreState(
  model: TrainingModel,
  method: SparsityMethod,
  saved: ReadonlyMap<string, Float32Array>,
  file: string,
): void {
  const take = (name: string, length: number): Float32Array => {
    const values = saved.get(name);
    if (values?.length === length) return values;
    const found = values ? `${values.length} values` : 'nothing';
    throw new CheckpointError(file, `${name}: ${found} instead of ${length}; start again with --fresh`);
  };
  const levels = model.prunable.flatMap(({ name, weights }) =>
    saved.has(blocksName(name)) ? [Uint8Array.from(take(blocksName(name), weights.values.length / 4))] : [],
  );
  // Before the weights: a method may set pruned weights to 0.
  if (levels.length === model.prunable.length && levels.length > 0) method.restore(model, levels);
  // Saved before any block was chosen: all blocks are active everywhere.
  else if (method.blockLevels())
    method.restore(
      model,
      model.prunable.map(({ weights }) => new Uint8Array(weights.values.length / 4).fill(model.levels - 1)),
    );
  for (const [name, array] of arraysOf(model)) array.set(take(name, array.length));
}
