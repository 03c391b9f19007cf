import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import { groupPoints } from './group-points.ts';

/** Points that share a level, times, a mask and thresholds, and so a balance. */
export interface MaskGroup {
  /** Their indices. */
  readonly group: readonly number[];
  /** Some point of the level has a mask: what to switch off first has to be known. */
  readonly ranked: boolean;
}

/** Points by level, times, mask and thresholds, in the order of their first. */
export function maskGroups(points: readonly OperatingPoint[]): readonly MaskGroup[] {
  const levelOf = ({ levels }: OperatingPoint): string => levels.join();
  const withMasks = new Set(points.filter(({ mask }) => mask).map(levelOf));
  const balance = ({ levels, times, mask, thresholdFactor }: OperatingPoint) => [
    ...[levels, times ?? null, mask ?? null, thresholdFactor ?? 1],
  ];
  return groupPoints(points, balance).map((group) => ({
    group,
    ranked: withMasks.has(levelOf(points[group[0]!]!)),
  }));
}
