import type { Columns } from './columns.ts';
import type { WiredLayer } from './wired-layer.ts';

/**
 * A layer of integrate-and-fire neurons, in integers. A membrane counts in 1/64 of a weight unit, as on Loihi, where
 * weights and thresholds are shifted left by 6 bits and biases are not; outputs count in whole weight units.
 */
export interface SpikingLayer extends WiredLayer {
  /** Signed 8-bit weights, in membrane units. */
  readonly columns: Columns<Int32Array>;
  /** Constant input per step, per output channel. */
  readonly bias: Int32Array;
  /** Membrane at step 0, per output channel. */
  readonly initial: Int32Array;
  /** A neuron fires when its membrane is above this and then loses as much. Without meaning where it never fires. */
  readonly threshold: number;
  /** A membrane is cleared when it fires, and what was above the threshold is lost. */
  readonly clears?: boolean;
}

/** A rate-coded network: pixels drive input neurons with a constant current, layer feeds layer, outputs accumulate. */
export interface SpikingNetwork {
  readonly pointId: string;
  readonly steps: number;
  readonly layers: readonly SpikingLayer[];
  /** What one unit of an output membrane is worth at the end, in logits. */
  readonly logitPerUnit: number;
  /** Activation, per layer that fires, at which a neuron fires in every step. */
  readonly fullScales: readonly number[];
}
