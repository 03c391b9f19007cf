import type { Int8Calibration } from './int8/int8-calibration.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey } from './outcome-table.ts';
import type { DataName, TableSplit } from './table-data.ts';

/** One job of a worker thread: some samples at every point. Small to send; the worker reads model and data itself. */
export interface TableTask {
  readonly modelFile: string;
  readonly key: OutcomeKey;
  /** How activations are quantised; null in fp32. */
  readonly int8: Int8Calibration | null;
  readonly data: DataName;
  readonly split: TableSplit;
  /** Positions in the split, in the order of the part that comes back. */
  readonly positions: Uint32Array;
  readonly points: readonly OperatingPoint[];
}

/** Worker module that runs such tasks, below `dist`. */
export const tableWorker = 'sim/sparsity/table-worker.js';
