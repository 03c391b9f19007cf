import type { MeasuredRow } from '../measured/measured-row.ts';

/** Networks whose inputs are padded to 384 tokens, which TensorRT leaves out. */
export const skipsPadding = (row: MeasuredRow): boolean =>
  row.lineage === 'tensorrt' && row.network.endsWith('-384');

/** A mode slower than the fastest one whose clock the row does not state. */
export const slowModeUnstated = (row: MeasuredRow): boolean => row.mode !== null && row.clockMhz === null;

/** Clock of a row over the highest one; 1 where it states none. */
export const statedClockShare = (row: MeasuredRow, highestHz: number): number =>
  row.clockMhz === null ? 1 : (row.clockMhz * 1e6) / highestHz;
