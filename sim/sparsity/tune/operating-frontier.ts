import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { continues, type Stop } from './stop.ts';
import { stopBytes, stopMacs } from './stop-work.ts';
import type { TunedPoint } from './tune-stops.ts';

/** A point of the frontier with what it takes. */
export interface FrontierPoint extends TunedPoint {
  /** Multiply-accumulates of a request, mean. */
  readonly macs: number;
  /** Memory at batch 1 with the levels of its stages and sparser ones loaded, bytes. */
  readonly bytes: number;
}

/**
 * Adds work and memory to points.
 * @param stops those of the points' stages @param executor laid out for one sample, all levels loaded
 */
export function operatingFrontier(
  points: readonly TunedPoint[],
  stops: readonly Stop[],
  executor: GraphExecutor,
): FrontierPoint[] {
  const macs = new Map(stops.map((stop) => [stop.id, stopMacs(executor, stop)]));
  return points.map((point) => {
    const passed = point.id.split('>').map((id) => stops.find((stop) => stop.id === id)!);
    const work = passed.map((stop, i) => {
      const before = passed[i - 1];
      return macs.get(stop.id)! - (before && continues(before, stop) ? macs.get(before.id)! : 0);
    });
    return {
      ...point,
      macs: point.reached.reduce((sum, share, i) => sum + share * work[i]!, 0),
      bytes: stopBytes(executor, passed),
    };
  });
}
