import type { MeasuredRow } from '../measured/measured-row.ts';
import { bytesPerValue } from './precision.ts';
import { tensorRtTenths } from './runtime-version.ts';

/** Networks whose inputs are padded to 384 tokens, which TensorRT leaves out. */
export const skipsPadding = (row: MeasuredRow): boolean =>
  row.lineage === 'tensorrt' && row.network.endsWith('-384');

/** A mode slower than the fastest one whose clock the row does not state. */
export const slowModeUnstated = (row: MeasuredRow): boolean => row.mode !== null && row.clockMhz === null;

/** Clock of a row over the highest one; 1 where it states none. */
export const statedClockShare = (row: MeasuredRow, highestHz: number): number =>
  row.clockMhz === null ? 1 : (row.clockMhz * 1e6) / highestHz;

/** Networks that the accelerators ran only from a version on, in tenths: what the notes of their rows say. */
const acceleratedSince: Readonly<Record<string, number>> = { 'retinanet-resnext50-800': 85.2 };

/** Whether accelerators beside the GPU take a share of a busy board's work: convolutional networks in 8 bits. */
export const usesAccelerators = (row: MeasuredRow): boolean =>
  row.lineage === 'tensorrt' &&
  bytesPerValue(row.precision) === 1 &&
  !skipsPadding(row) &&
  (tensorRtTenths(row.runtime) ?? Number.POSITIVE_INFINITY) >= (acceleratedSince[row.network] ?? 0);
