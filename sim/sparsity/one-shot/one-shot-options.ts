import type { Allocation } from './allocate-levels.ts';
import type { GainRule } from './fit-epilogue.ts';

/**
 * How blocks are chosen. `obs` also compensates; the others keep the values, and stand beside it for
 * comparison.
 */
export type PruningMethod = 'obs' | 'wanda' | 'magnitude';

export interface OneShotOptions {
  readonly method: PruningMethod;
  /** Share of zero weights per level, rising from 0: level 0 has every block. */
  readonly sparsities: readonly number[];
  /** How the layers share a level's sparsity. Default `erk`. */
  readonly allocation?: Allocation;
  /**
   * Fit the shared values to this level before all others; 0 keeps the weights. Without it to all levels at
   * once.
   */
  readonly targetLevel?: number | undefined;
  /** Nodes that stay dense; default: the first and the last layer. */
  readonly keep?: readonly string[] | undefined;
  /** Ridge of the Hessians, as a share of the mean of their diagonals. Default 0.01, as SparseGPT has it. */
  readonly damping?: number;
  /** Output pixels per layer from which moments are taken. Default 16,384. */
  readonly mostPixels?: number;
  /** Default `statistics`. */
  readonly gains?: GainRule;
  /** @param done layers of `total` */
  readonly onProgress?: ((label: string, done: number, total: number) => void) | undefined;
}

/** A layer with one value per weight, its nested blocks and the epilogue of every level. */
export interface OneShotLayer {
  readonly node: string;
  readonly rows: number;
  readonly cols: number;
  /** Output pixels of a sample: how often each weight is used. */
  readonly pixels: number;
  /** [rows][cols] */
  readonly values: Float32Array;
  readonly order: Int32Array;
  readonly levelEnds: readonly number[];
  /** Of the dense network, [rows] each. */
  readonly denseScale: Float32Array;
  readonly denseBias: Float32Array;
  /** [levels][rows]; at level 0 the scale is the dense network's. */
  readonly scale: Float32Array;
  readonly bias: Float32Array;
  /** Mean over the rows of E |t - z|^2 / Var[t] on the calibration samples, per level. */
  readonly relativeErrors: readonly number[];
}

/** A layer that stays dense and why. */
export interface KeptLayer {
  readonly node: string;
  readonly why: string;
}

export interface OneShotResult {
  readonly method: PruningMethod;
  readonly sparsities: readonly number[];
  readonly layers: readonly OneShotLayer[];
  readonly kept: readonly KeptLayer[];
  /** Samples that the layers were fitted on. */
  readonly samples: number;
}
