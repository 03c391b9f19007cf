import type { OperatingPoint } from '../../../sparsity/operating-point.ts';

/** Indices of points that are alike in something, in the order of their first. */
export function groupPoints(
  points: readonly OperatingPoint[],
  by: (point: OperatingPoint) => unknown,
): readonly (readonly number[])[] {
  const groups = new Map<string, number[]>();
  for (const [p, point] of points.entries()) {
    const key = JSON.stringify(by(point));
    const group = groups.get(key);
    if (group) group.push(p);
    else groups.set(key, [p]);
  }
  return [...groups.values()];
}
