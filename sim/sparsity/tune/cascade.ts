import type { RatedStop } from './rated-stop.ts';

/** Answers at this stop stand when they are at least this sure; null: whatever comes. */
export interface CascadeStage {
  /** Position in the list of stops. */
  readonly stop: number;
  readonly threshold: number | null;
}

/**
 * A request runs to the first stage, and to the next while it is not sure enough. What a stage costs depends on the one
 * before: work is used again where a pass goes on from an exit. One stage is a static point.
 */
export type Cascade = readonly CascadeStage[];

/** Cost of going on to a stop from the one before, in the unit of the stops' own costs. */
export type CostAfter = (from: number, to: number) => number;

export interface CascadeOutcome {
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean of a request, in the unit of the stops' costs. */
  readonly cost: number;
  /** [stages], share of the requests that run there. */
  readonly reached: readonly number[];
}

/**
 * Plays a cascade on rated stops. @returns [requests], the stage at which each request stops
 * @throws RangeError when the last stage has a threshold or another has none
 */
export function stoppedAt(cascade: Cascade, stops: readonly RatedStop[]): Uint8Array {
  const open = cascade.findIndex(({ threshold }) => threshold === null);
  if (open !== cascade.length - 1) {
    throw new RangeError(
      `stage ${open + 1} of ${cascade.length} has no threshold; the last one alone has none`,
    );
  }
  return Uint8Array.from({ length: stops[0]!.right.length }, (_, r) =>
    cascade.findIndex(
      ({ stop, threshold }) => threshold === null || stops[stop]!.confidence[r]! >= threshold,
    ),
  );
}

/**
 * What a cascade comes to on rated stops, request by request.
 * @param gateCost of testing how sure an answer is, charged where a stage has a threshold
 * @param costAfter default: nothing is used again, a stop costs what it costs alone
 * @throws RangeError as `stoppedAt`
 */
export function playCascade(
  cascade: Cascade,
  stops: readonly RatedStop[],
  gateCost: number,
  costAfter: CostAfter = (_, to) => stops[to]!.cost,
): CascadeOutcome {
  const ends = stoppedAt(cascade, stops);
  const reached = cascade.map(() => 0);
  let [right, cost] = [0, 0];
  ends.forEach((end, r) => {
    right += stops[cascade[end]!.stop]!.right[r]!;
    for (const [i, { stop, threshold }] of cascade.slice(0, end + 1).entries()) {
      reached[i]! += 1;
      cost += i === 0 ? stops[stop]!.cost : costAfter(cascade[i - 1]!.stop, stop);
      cost += threshold === null ? 0 : gateCost;
    }
  });
  return {
    accuracy: right / stops[0]!.answers,
    cost: cost / ends.length,
    reached: reached.map((count) => count / ends.length),
  };
}
