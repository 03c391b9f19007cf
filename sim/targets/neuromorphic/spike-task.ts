import type { OperatingPoint } from '../../sparsity/operating-point.ts';
import type { TableSplit } from '../../sparsity/table-data.ts';
import type { Balance } from './convert.ts';
import type { ChipTiming } from './spike-recipe.ts';

/** A job of a worker thread; the worker reads model and data itself. */
export type SpikeTask = {
  readonly modelFile: string;
  readonly networkHash: string;
  readonly point: OperatingPoint;
} & (
  | { readonly kind: 'balance' }
  | {
      readonly kind: 'run';
      readonly balance: Balance;
      readonly chip: ChipTiming;
      readonly split: TableSplit;
      readonly positions: Uint32Array;
    }
);

/** Outcomes of the samples of one task at one point; counters and per-layer counts are [sample][…], flattened. */
export interface SpikePart {
  readonly labels: Uint8Array;
  readonly conditions: Uint8Array;
  readonly topClass: Uint8Array;
  readonly confidence: Uint16Array;
  readonly spikesIn: Uint32Array;
  readonly events: Uint32Array;
  readonly spikeCounters: Float64Array;
  /** Top class of the float64 reference on the same images. */
  readonly referenceTopClass: Uint8Array;
}

/** Worker module that runs such tasks, below `dist`. */
export const spikeWorker = 'sim/targets/neuromorphic/spike-worker.js';
