import { isTask } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import { furtherPoints, type PointKind } from './further-points.ts';
import type { OperatingPoint } from './operating-point.ts';
import { pointList, ungatedPoints } from './point-list.ts';
import type { DataName } from './table-data.ts';

/**
 * The points of a network in tables of some data: all of `pointList`; of a task those without gates, and those of the kinds
 * that are asked for, which the executor of tasks alone runs.
 */
export function pointsOn(
  data: DataName,
  network: Network,
  kinds: readonly PointKind[] = [],
): OperatingPoint[] {
  if (!isTask(data)) return pointList(network);
  return [...ungatedPoints(pointList(network, null)), ...furtherPoints(network, kinds)];
}
