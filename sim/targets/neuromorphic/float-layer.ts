import type { Columns } from './columns.ts';
import type { WiredLayer } from './wired-layer.ts';

/**
 * One layer of the network at one level, in real numbers: y = act(sum w x + bias), the epilogue's scale already
 * multiplied into the weights (each level has its own, so it is done per level). Layers that fire end in ReLU.
 */
export interface FloatLayer extends WiredLayer {
  readonly columns: Columns<Float64Array>;
  readonly bias: Float64Array;
}
