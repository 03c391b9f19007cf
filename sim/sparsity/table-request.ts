import type { Network } from '../network/network.ts';
import type { OperatingPoint } from './operating-point.ts';
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
  readonly data: DataName;
  readonly split: TableSplit;
  /** Default: `pointList(network)`. */
  readonly points?: readonly OperatingPoint[];
  /** Only the first so many samples of the split: another table with a key of its own. */
  readonly limit?: number | undefined;
  readonly threads?: number | undefined;
  readonly onProgress?: ((progress: TableProgress) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}
