import type { FloatArray, TrainingMemory } from './training-memory.ts';

/**
 * A trained array: values shared by all shards, one gradient array a shard, added up in the order of the shards, so that
 * results do not depend on the number of threads.
 */
export interface Parameter {
  readonly name: string;
  /** Logical shape, row-major, as it is exported; a matrix is stored in blocks (see `MatrixParameter`). */
  readonly shape: readonly number[];
  readonly values: FloatArray;
  /** gradients[shard]: same length and layout as `values`. */
  readonly gradients: readonly FloatArray[];
  /** Whether weight decay applies: matrices yes; biases, scales and norms no. */
  readonly decay: boolean;
}

export function vectorParameter(
  memory: TrainingMemory,
  name: string,
  shape: readonly number[],
  shards: number,
): Parameter {
  const length = Math.ceil(shape.reduce((a, b) => a * b, 1) / 4) * 4;
  return {
    name,
    shape,
    values: memory.floats(length),
    gradients: Array.from({ length: shards }, () => memory.floats(length)),
    decay: false,
  };
}
