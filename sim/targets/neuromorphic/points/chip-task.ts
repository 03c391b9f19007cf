import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import type { SpikingForm } from '../../../sparsity/outcome-table.ts';
import type { TableSplit } from '../../../sparsity/table-data.ts';
import type { ChipBalance } from './converted-graph.ts';

/** A job of a worker thread; the worker reads model, chip and data itself. The points share their levels, times, mask and thresholds. */
export type ChipTask = {
  readonly modelFile: string;
  readonly networkHash: string;
  readonly chip: string;
  readonly form: SpikingForm;
  readonly points: readonly OperatingPoint[];
} & (
  | {
      readonly kind: 'balance';
      /** Points of the level have masks. */
      readonly ranked: boolean;
    }
  | {
      readonly kind: 'run';
      readonly balance: ChipBalance;
      readonly split: TableSplit;
      readonly positions: Uint32Array;
    }
);

/** Outcomes of some samples; what belongs to a point is [point][sample], counters [point][sample][counter], flattened. */
export interface ChipPart {
  readonly labels: Uint8Array;
  readonly conditions: Uint8Array;
  /** Top class of the float64 reference on the same images, by sample: that of the level, whatever the steps. */
  readonly referenceTopClass: Uint8Array;
  readonly topClass: Uint8Array;
  readonly confidence: Uint16Array;
  readonly spikeCounters: Float64Array;
}

/** Worker module that runs such tasks, below `dist`. */
export const chipWorker = 'sim/targets/neuromorphic/points/chip-worker.js';
