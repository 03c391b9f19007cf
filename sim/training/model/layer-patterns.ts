import { LevelPattern } from '../../../kernels/training/level-pattern.ts';
import type { MatrixParameter } from '../../../kernels/training/matrix-parameter.ts';
import type { TrainingMemory } from '../../../kernels/training/training-memory.ts';
import type { TrainingValue } from '../../../kernels/training/training-value.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';

/** A matrix whose blocks are chosen, and its active blocks at every level. */
export interface PrunableLayer {
  readonly name: string;
  readonly weights: MatrixParameter;
  /** By level; null is dense. */
  readonly patterns: readonly (LevelPattern | null)[];
}

/**
 * Patterns of all prunable layers, for the values of any shard, since all have the same layout.
 * @param sparse by level: whether it has patterns of its own, or is dense
 */
export function layerPatterns(
  memory: TrainingMemory,
  plan: NetworkPlan,
  matrices: ReadonlyMap<string, MatrixParameter>,
  values: ReadonlyMap<string, TrainingValue>,
  sparse: readonly boolean[],
): readonly PrunableLayer[] {
  return plan.layers.flatMap((layer): PrunableLayer[] => {
    if ((layer.kind !== 'convolution' && layer.kind !== 'linear') || !layer.prunable) return [];
    const weights = matrices.get(layer.name)!;
    const [kernel, stride] = layer.kind === 'convolution' ? [layer.kernel, layer.stride] : [1, 1];
    const window = {
      input: values.get(layer.input)!,
      output: values.get(layer.name)!,
      ...{ weights, kernel, stride, padding: kernel >> 1 },
    };
    const patterns = sparse.map((has) => (has ? new LevelPattern(memory, window) : null));
    return [{ name: layer.name, weights, patterns }];
  });
}
