import type { ConvolutionGeometry } from './convolution-geometry.ts';
import type { MatrixParameter } from './matrix-parameter.ts';
import type { TrainingMemory } from './training-memory.ts';
import { TransposedWeights } from './transposed-weights.ts';

/** Transposed copies by window, of all operators that share a matrix. */
const copiesOfMatrix = new WeakMap<MatrixParameter, Map<string, TransposedWeights>>();

/** The transposed copy of a matrix for a window: made at the first call, the same for all shards after it. */
export function transposedCopy(
  memory: TrainingMemory,
  weights: MatrixParameter,
  geometry: ConvolutionGeometry,
): TransposedWeights {
  const { kernel, stride, padding } = geometry.window;
  const copies = copiesOfMatrix.get(weights) ?? new Map<string, TransposedWeights>();
  copiesOfMatrix.set(weights, copies);
  const key = `${kernel} ${stride} ${padding}`;
  const copy = copies.get(key) ?? new TransposedWeights(memory, weights, geometry);
  copies.set(key, copy);
  return copy;
}
