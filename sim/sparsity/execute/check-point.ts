import type { OperatingPoint } from '../operating-point.ts';
import type { Plan } from './plan.ts';

/** @throws RangeError when a point does not fit the network: number of layers, levels that are not loaded, gates */
export function checkPoint(
  plan: Pick<Plan, 'network' | 'levels' | 'ladderLayers'>,
  point: OperatingPoint,
  densest: number,
): void {
  const { ladderLayers, levels, network } = plan;
  if (point.levels.length !== ladderLayers || point.gates.length !== ladderLayers) {
    throw new RangeError(
      `point ${point.id}: ${point.levels.length} levels and ${point.gates.length} gates; network ${network} has ${ladderLayers} ladder layers`,
    );
  }
  for (const level of point.levels) {
    if (!Number.isInteger(level) || level < densest || level >= levels) {
      throw new RangeError(
        `point ${point.id}: level ${level}; loaded are levels ${densest} to ${levels - 1}`,
      );
    }
  }
  for (const gate of point.gates) {
    if (gate !== null && !(gate >= 0 && Number.isFinite(gate))) {
      throw new RangeError(
        `point ${point.id}: gate ${gate}; a finite threshold of 0 or more, or null, is needed`,
      );
    }
  }
}
