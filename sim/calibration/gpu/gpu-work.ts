import type { OperatorWork } from '../../network/operator-work.ts';
import { layersOf, type NetworkRow } from '../network-of.ts';

/** Kinds of kernels that a GPU runs at different shares of its peak. */
export type KernelKind = 'dense' | 'grouped' | 'depthwise' | 'matrix' | 'attention' | 'other';

/** A convolution whose groups see few of its input channels: narrow products that fill no tile of a tensor core. */
const isGrouped = (layer: OperatorWork): boolean =>
  layer.kind === 'conv' && layer.depth < 2 * (layer.inputShape[1] ?? 1);

export function kernelKind(layer: OperatorWork): KernelKind {
  if (layer.grossMacs === 0) return 'other';
  if (isGrouped(layer)) return 'grouped';
  switch (layer.kind) {
    case 'conv':
    case 'pointwise':
      return 'dense';
    case 'depthwise':
      return 'depthwise';
    case 'attention':
      return 'attention';
    default:
      return 'matrix';
  }
}

/** Weights that are read by one pass over a layer: of a table only the rows that are looked up. */
export const weightsReadOnce = (layer: OperatorWork): number =>
  layer.kind === 'embedding' ? layer.outputValues : layer.weights;

/**
 * Activations that a layer moves, as engines run it: an elementwise layer rides on the kernel before it and only reads its
 * other operand; scores and softmax stay inside the attention kernel.
 */
export function movedValues(layer: OperatorWork): number {
  if (layer.kind === 'softmax') return 0;
  if (layer.kind === 'elementwise') return Math.max(0, layer.inputValues - layer.outputValues);
  if (layer.kind === 'attention') return layer.inputValues + layer.outputValues - scoresOf(layer);
  return layer.inputValues + layer.outputValues;
}

/** Scores are what the first product of attention writes and the second one reads beside its values. */
const scoresOf = ({ inputValues, outputValues }: OperatorWork): number =>
  Math.max(outputValues, inputValues - outputValues);

/** Kernels that are launched for a layer: what rides on another kernel has none, both products of attention share one. */
export function launchesOf(layer: OperatorWork): number {
  if (layer.kind === 'elementwise' || layer.kind === 'softmax') return 0;
  return layer.kind === 'attention' ? 0.5 : 1;
}

/** Multiply-accumulates of a row's network at batch 1; null where its layers are not published. */
export function totalMacs(row: NetworkRow): number | null {
  const layers = layersOf(row);
  return layers?.reduce((sum, layer) => sum + layer.grossMacs, 0) ?? null;
}
