import type { OperatorWork } from '../../network/operator-work.ts';
import { weightsRead } from '../weights-read.ts';

/** Work of one run on a CPU (one inference, or a batch), or of one layer: what a cost model multiplies its costs with. */
export interface CpuWork {
  /** Multiply-accumulates of convolutions with a window. */
  readonly conv: number;
  /** Multiply-accumulates of 1x1 convolutions on more than one pixel, and of attention. */
  readonly pointwise: number;
  readonly depthwise: number;
  /** Multiply-accumulates with the weights that are left of a matrix or a convolution, where zeros are skipped. */
  readonly sparse: number;
  /** Multiply-accumulates of matrices times one vector, which use every weight once. */
  readonly fullyConnected: number;
  /** Values that layers with multiply-accumulates read and write. */
  readonly values: number;
  /** Values read by pools, sums, activations and softmax. */
  readonly otherValues: number;
  /** Bytes that the caches cannot hold and that come from DRAM or go there. */
  readonly dramBytes: number;
  readonly layers: number;
  /** Values of the network's input, which the program around the runtime converts and copies. */
  readonly input: number;
  readonly inferences: number;
}

/** No work at all. */
export const noCpuWork: CpuWork = {
  conv: 0,
  pointwise: 0,
  depthwise: 0,
  sparse: 0,
  fullyConnected: 0,
  values: 0,
  otherValues: 0,
  dramBytes: 0,
  layers: 0,
  input: 0,
  inferences: 0,
};

/** What of a run decides the work of a layer. */
export interface WorkSetting {
  /** Samples that one run takes together. */
  readonly batch: number;
  /** Share of the weights that is multiplied: below one where weights are zero and the runtime skips them. */
  readonly kept: number;
  readonly bytesPerValue: number;
  readonly lastLevelCacheBytes: number;
}

const ownWeights = (layer: OperatorWork): number =>
  layer.sharesWeightsOf === null ? weightsRead(layer, false) : 0;

function kindOf(layer: OperatorWork, batch: number): 'conv' | 'pointwise' | 'depthwise' | 'fullyConnected' {
  if (layer.kind === 'conv' || layer.kind === 'depthwise') return layer.kind;
  return layer.pixels * batch > 1 ? 'pointwise' : 'fullyConnected';
}

/** Share of bytes that a cache misses: none where they are few against it, all where they are many. */
const missed = (bytes: number, cacheBytes: number): number => bytes / (bytes + cacheBytes);

/** Work of one fused operator, on all samples of a batch, of a network with `weights` weights in all. */
export function workOfLayer(layer: OperatorWork, weights: number, setting: WorkSetting): CpuWork {
  const { batch, kept, bytesPerValue, lastLevelCacheBytes } = setting;
  const activations = batch * (layer.inputValues + layer.outputValues);
  const values = activations + (layer.pixels * batch > 1 ? ownWeights(layer) * kept : 0);
  const activationBytes = activations * bytesPerValue;
  // Weights are used once an inference: what all layers have passed through the cache since then counts.
  const weightBytes = ownWeights(layer) * bytesPerValue * kept;
  const dramBytes =
    activationBytes * missed(activationBytes, lastLevelCacheBytes) +
    weightBytes * missed(weights * bytesPerValue * kept, lastLevelCacheBytes);
  if (layer.grossMacs === 0)
    return { ...noCpuWork, otherValues: batch * layer.inputValues, dramBytes, layers: 1 };
  const kind = kindOf(layer, batch);
  const macs =
    kept < 1 && layer.weights > 0 && kind !== 'depthwise'
      ? { sparse: batch * layer.grossMacs * kept }
      : { [kind]: batch * layer.grossMacs };
  return { ...noCpuWork, ...macs, values, dramBytes, layers: 1 };
}

/** Weights that all layers read, each counted once. */
export const weightsOf = (layers: readonly OperatorWork[]): number =>
  layers.reduce((sum, layer) => sum + ownWeights(layer), 0);
