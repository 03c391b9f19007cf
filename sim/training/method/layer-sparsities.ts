import type { TrainingModel } from '../model/training-model.ts';
import { erdosRenyi } from './erdos-renyi.ts';

/** Sparsity of each prunable layer at a sparsity of all together. */
export function layerSparsities(
  { prunable }: TrainingModel,
  sparsity: number,
  allocation: 'equal' | 'erdos-renyi',
): readonly number[] {
  const matrices = prunable.map(({ weights }) => weights);
  return allocation === 'equal' ? matrices.map(() => sparsity) : erdosRenyi(matrices, sparsity);
}
