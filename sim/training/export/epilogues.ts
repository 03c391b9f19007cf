import type { TrainingModel } from '../model/training-model.ts';
import type { NetworkPlan } from '../plan/network-plan.ts';

/** Name of the batch norm that reads a layer, or null. */
export function batchNormAfter(plan: NetworkPlan, layer: string): string | null {
  return plan.layers.find((next) => next.kind === 'batch-norm' && next.input === layer)?.name ?? null;
}

/**
 * What follows a layer's product at every level, y = scale * product + bias: its batch norm folded, in float64, or scale 1
 * and the layer's own bias.
 * @returns [levels][rows] each
 */
export function epilogues(
  model: TrainingModel,
  layer: string,
  levels: number,
  epsilon: number,
  norm: string | null,
): { readonly scale: Float32Array; readonly bias: Float32Array } {
  const { memory, parameters } = model;
  const rows = parameters.matrices.get(layer)!.rows;
  const scale = new Float32Array(levels * rows).fill(1);
  const bias = new Float32Array(levels * rows);
  const view = (name: string) => {
    const parameter = parameters.vectors.get(name);
    return parameter ? memory.view(parameter.values) : null;
  };
  if (norm === null) {
    const own = view(`${layer}.bias`);
    if (own) for (let i = 0; i < bias.length; i++) bias[i] = own[i % rows]!;
    return { scale, bias };
  }
  const statistics = parameters.statistics.get(norm)!;
  const mean = memory.view(statistics.mean);
  const variance = memory.view(statistics.variance);
  const gamma = view(`${norm}.scale`)!;
  const beta = view(`${norm}.bias`)!;
  for (let i = 0; i < levels * rows; i++) {
    const factor = gamma[i]! / Math.sqrt(variance[i]! + epsilon);
    scale[i] = factor;
    bias[i] = beta[i]! - mean[i]! * factor;
  }
  return { scale, bias };
}
