import type { Network } from '../network/network.ts';
import type { PoolThreads } from '../sweep/pool.ts';
import type { Int8Calibration } from './int8/int8-calibration.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { ExecutedForm } from './outcome-table.ts';
import type { DataName, TableSplit } from './table-data.ts';

/** Progress in image evaluations (one image at one point); `resumed` of those done were found in the cache. */
export interface TableProgress {
  readonly done: number;
  readonly total: number;
  readonly resumed: number;
}

/** Which outcome table is wanted and how it may be made. */
export interface TableRequest {
  readonly modelFile: string;
  /** The network of `modelFile`, where the caller has read it already. */
  readonly network?: Network;
  /** Default fp32. */
  readonly numericForm?: ExecutedForm | undefined;
  /** Ranges of the int8 form; by default those committed for the network, else found now. */
  readonly int8?: Int8Calibration | undefined;
  readonly data: DataName;
  readonly split: TableSplit;
  /** Default: `pointList(network)`. */
  readonly points?: readonly OperatingPoint[];
  /** Only the first so many samples of the split: another table with a key of its own. */
  readonly limit?: number | undefined;
  readonly threads?: PoolThreads | undefined;
  readonly onProgress?: ((progress: TableProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
