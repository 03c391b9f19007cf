import { createHash } from 'node:crypto';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey } from './outcome-table.ts';

/** SHA-256 of a point list: ids, levels and thresholds, in order. */
export function hashPoints(points: readonly OperatingPoint[]): string {
  const canonical = points.map(({ id, levels, gates }) => [id, levels, gates]);
  return sha256(JSON.stringify(canonical));
}

/** SHA-256 of a whole key: the address of a table in the cache. */
export function hashKey(key: OutcomeKey): string {
  return sha256(
    JSON.stringify([key.networkHash, key.kernelHash, key.dataHash, key.pointsHash, key.numericForm]),
  );
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
