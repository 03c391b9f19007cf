import type { OperatorWork } from '../../network/operator-work.ts';
import { layersOf, type NetworkRow, networkOf } from '../network-of.ts';
import type { RunSetting } from './run-setting.ts';

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

const nothing: CpuWork = {
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

/** What belongs to no layer; null where the network is not published. */
export function workOutsideLayers(row: NetworkRow, setting: RunSetting): CpuWork | null {
  const network = networkOf(row);
  if (!network) return null;
  const values = network.input.shape.reduce((all, dim) => all * dim, 1);
  return { ...nothing, input: setting.batch * values, inferences: 1 };
}

const ownWeights = (layer: OperatorWork): number => (layer.sharesWeightsOf === null ? layer.weights : 0);

function kindOf(layer: OperatorWork, batch: number): 'conv' | 'pointwise' | 'depthwise' | 'fullyConnected' {
  if (layer.kind === 'conv' || layer.kind === 'depthwise') return layer.kind;
  return layer.pixels * batch > 1 ? 'pointwise' : 'fullyConnected';
}

/** Share of bytes that a cache misses: none where they are few against it, all where they are many. */
const missed = (bytes: number, cacheBytes: number): number => bytes / (bytes + cacheBytes);

/** Work of one fused operator, on all samples of a batch, of a network with `weights` weights in all. */
export function workOfLayer(layer: OperatorWork, weights: number, setting: RunSetting): CpuWork {
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
    return { ...nothing, otherValues: batch * layer.inputValues, dramBytes, layers: 1 };
  const kind = kindOf(layer, batch);
  const macs =
    kept < 1 && layer.weights > 0 && kind !== 'depthwise'
      ? { sparse: batch * layer.grossMacs * kept }
      : { [kind]: batch * layer.grossMacs };
  return { ...nothing, ...macs, values, dramBytes, layers: 1 };
}

/** Weights of all layers, each counted once. */
export const weightsOf = (layers: readonly OperatorWork[]): number =>
  layers.reduce((sum, layer) => sum + ownWeights(layer), 0);

/** Work of a row's network; null where its layers are not published. */
export function cpuWork(row: NetworkRow, setting: RunSetting): CpuWork | null {
  const layers = layersOf(row);
  const outside = workOutsideLayers(row, setting);
  if (!layers || !outside) return null;
  const weights = weightsOf(layers);
  const total = { ...outside };
  for (const layer of layers) {
    const work = workOfLayer(layer, weights, setting);
    for (const key of Object.keys(total) as (keyof CpuWork)[]) total[key] += work[key];
  }
  return total;
}
