import type { OperatorWork } from '../../network/operator-work.ts';
import { layersOf, type NetworkRow } from '../network-of.ts';

/** Work of one inference, or of one layer, by kind of operator: what a cost model multiplies its costs with. */
export interface WorkByKind {
  /** Multiply-accumulates of convolutions with a window. */
  readonly conv: number;
  /** Multiply-accumulates of 1x1 convolutions. */
  readonly pointwise: number;
  readonly depthwise: number;
  /** Multiply-accumulates of matrices, those of attention among them. */
  readonly fullyConnected: number;
  /** Values written by those operators, each requantised and stored. */
  readonly outputs: number;
  /** Weights and biases that are read at least once. */
  readonly weights: number;
  /** Values read by pools, sums, activations and softmax. */
  readonly otherValues: number;
  /** Front ends (feature extraction) inside the published time. */
  readonly frontEnds: number;
}

/** No work of any kind. */
export const noWork: WorkByKind = {
  conv: 0,
  pointwise: 0,
  depthwise: 0,
  fullyConnected: 0,
  outputs: 0,
  weights: 0,
  otherValues: 0,
  frontEnds: 0,
};

/** Work of one fused operator. */
export function workOfLayer(layer: OperatorWork): WorkByKind {
  // A table is read by as many values as it gives out.
  if (layer.grossMacs === 0)
    return {
      ...noWork,
      otherValues: layer.kind === 'embedding' ? layer.outputValues : layer.inputValues,
    };
  const kind =
    layer.kind === 'conv' || layer.kind === 'pointwise' || layer.kind === 'depthwise'
      ? layer.kind
      : 'fullyConnected';
  return {
    ...noWork,
    [kind]: layer.grossMacs,
    outputs: layer.outputValues,
    weights: layer.weights > 0 && layer.sharesWeightsOf === null ? layer.weights + layer.rows : 0,
  };
}

/** Published times of the streaming network begin at the samples of the microphone. */
export const frontEnd: WorkByKind = { ...noWork, frontEnds: 1 };

/** Work that belongs to no layer of a row's network. */
export const workOutsideLayers = (row: NetworkRow): WorkByKind =>
  row.network === 'mlperf-tiny-sww' ? frontEnd : noWork;

const sums = new WeakMap<readonly OperatorWork[], WorkByKind>();

/** Work of all layers together. */
function workOfLayers(layers: readonly OperatorWork[]): WorkByKind {
  const before = sums.get(layers);
  if (before) return before;
  const total = { ...noWork };
  for (const layer of layers) {
    const work = workOfLayer(layer);
    for (const key of Object.keys(total) as (keyof WorkByKind)[]) total[key] += work[key];
  }
  sums.set(layers, total);
  return total;
}

/** Work of a row's network; null where its layers are not published. */
export function workByKind(row: NetworkRow): WorkByKind | null {
  const layers = layersOf(row);
  return layers && { ...workOfLayers(layers), frontEnds: workOutsideLayers(row).frontEnds };
}

/** All multiply-accumulates of a network. */
export const totalMacs = (work: WorkByKind): number =>
  work.conv + work.pointwise + work.depthwise + work.fullyConnected;
