import { kernelHash } from '../../kernels/index.ts';
import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import type { Int8Calibration } from './int8/int8-calibration.ts';
import { int8CalibrationOf } from './int8/int8-calibration-of.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey } from './outcome-table.ts';
import { pointsOn } from './points-on.ts';
import { dataHash, splitSize } from './table-data.ts';
import { hashInt8, hashPoints } from './table-key.ts';
import type { TableRequest } from './table-request.ts';

/** A request with everything filled in, and the key of the table that answers it. */
export interface TablePlan {
  readonly network: Network;
  readonly points: readonly OperatingPoint[];
  readonly sampleCount: number;
  readonly key: OutcomeKey;
  /** How activations are quantised; null in fp32. */
  readonly int8: Int8Calibration | null;
}

/**
 * @throws ModelError when the model file cannot be used, DataMissingError where a task's data would be needed, RangeError when `limit` is not a positive integer,
 *   UnsupportedNetworkError when the ranges of its int8 form must be found and the kernels cannot execute it
 */
export async function planTable(request: TableRequest): Promise<TablePlan> {
  const network = request.network ?? (await loadNetwork(request.modelFile));
  const points = request.points ?? pointsOn(request.data, network);
  const size = splitSize(request.data, request.split);
  const limit = request.limit ?? size;
  if (!Number.isInteger(limit) || limit < 1) {
    throw new RangeError(`limit ${limit}; an integer from 1 to ${size} is allowed`);
  }
  const sampleCount = Math.min(limit, size);
  const numericForm = request.numericForm ?? 'fp32';
  const int8 = numericForm === 'int8' ? (request.int8 ?? int8CalibrationOf(network)) : null;
  return {
    network,
    points,
    sampleCount,
    int8,
    key: {
      networkHash: network.hash,
      kernelHash: kernelHash(),
      dataHash: dataHash(request.data, request.split, sampleCount),
      pointsHash: hashPoints(points),
      numericForm,
      ...(int8 ? { calibrationHash: hashInt8(int8) } : {}),
    },
  };
}
