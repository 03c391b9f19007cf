import type { OperatingPoint } from '../../../sparsity/operating-point.ts';
import { groupPoints } from './group-points.ts';

/** Points that share a level, times and a mask, and so a balance. */
export interface MaskGroup {
  /** Their indices. */
  readonly group: readonly number[];
  /** Some point of the level has a mask: what to switch off first has to be known. */
  readonly ranked: boolean;
}

/** Points by level, times and mask, in the order of their first. */
export function maskGroups(points: readonly OperatingPoint[]): readonly MaskGroup[] {
  const levelOf = ({ levels }: OperatingPoint): string => levels.join();
  const withMasks = new Set(points.filter(({ mask }) => mask).map(levelOf));
  return groupPoints(points, ({ levels, times, mask }) => [levels, times ?? null, mask ?? null]).map(
    (group) => ({
      group,
      ranked: withMasks.has(levelOf(points[group[0]!]!)),
    }),
  );
}
