import { isTask } from '../data/task/scenario-tasks.ts';
import type { Network } from '../network/network.ts';
import type { OperatingPoint } from './operating-point.ts';
import { pointList, ungatedPoints } from './point-list.ts';
import type { DataName } from './table-data.ts';

/** The points of a network in tables of some data: all of `pointList`; of a task those without gates. */
export function pointsOn(data: DataName, network: Network): OperatingPoint[] {
  return isTask(data) ? ungatedPoints(pointList(network, null)) : pointList(network);
}
