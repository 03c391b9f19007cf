import type { FloatArray } from '../../../kernels/training/training-memory.ts';
import type { TrainingModel } from './training-model.ts';

/** Views of all weights of a model by the names that checkpoints give them, until memory grows. */
export function namedWeights(
  model: Pick<TrainingModel, 'memory' | 'parameters'>,
): ReadonlyMap<string, Float32Array> {
  const { matrices, vectors, tables } = model.parameters;
  const view = (array: FloatArray) => model.memory.view(array);
  return new Map([
    ...[...matrices.values(), ...vectors.values()].map(({ name, values }) => [name, view(values)] as const),
    ...[...tables.values()].map(({ name, values }) => [`table:${name}`, view(values)] as const),
  ]);
}
