import { createHash } from 'node:crypto';
import type { Int8Calibration } from './int8/int8-calibration.ts';
import type { OperatingPoint } from './operating-point.ts';
import type { OutcomeKey } from './outcome-table.ts';

/** SHA-256 of a point list: ids, levels, gates, steps, times, masks, thresholds, exits, skipped branches, patterns and what was fitted, in order. */
export function hashPoints(points: readonly OperatingPoint[]): string {
  const canonical = points.map(
    ({
      id,
      levels,
      gates,
      steps,
      deltaThreshold,
      times,
      mask,
      thresholdFactor,
      exit,
      skips,
      pattern,
      fitted,
    }) => [
      ...[id, levels, gates],
      ...(steps === undefined ? [] : [steps, deltaThreshold ?? null]),
      ...(times === undefined ? [] : ['times', times]),
      ...(mask === undefined ? [] : [mask.of, mask.share]),
      ...(thresholdFactor === undefined ? [] : ['threshold', thresholdFactor]),
      ...(exit === undefined ? [] : ['exit', exit]),
      ...(skips === undefined ? [] : ['skips', skips]),
      ...(pattern === undefined ? [] : ['pattern', pattern.kept, pattern.group]),
      ...(fitted === undefined ? [] : ['fitted', fitted.hash]),
    ],
  );
  return sha256(JSON.stringify(canonical));
}

/** SHA-256 of a whole key: the address of a table in the cache. */
export function hashKey(key: OutcomeKey): string {
  const { networkHash, kernelHash, dataHash, pointsHash, numericForm, calibrationHash } = key;
  const parts = [networkHash, kernelHash, dataHash, pointsHash, numericForm];
  return sha256(JSON.stringify(calibrationHash === undefined ? parts : [...parts, calibrationHash]));
}

/** SHA-256 of what an int8 form is a function of, beside the network: the recipe and the ranges. */
export function hashInt8({ recipe, outputs }: Int8Calibration): string {
  const canonical = outputs.map(({ node, scale, zeroPoint }) => [node, scale, zeroPoint]);
  return sha256(JSON.stringify([recipe, canonical]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
