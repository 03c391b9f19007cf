import type { RatedLevel } from './rated-level.ts';

/** Answers at this level stand when they are at least this sure; null: whatever comes. */
export interface CascadeStage {
  /** Position in the list of levels. */
  readonly level: number;
  readonly threshold: number | null;
}

/**
 * A request runs at the first stage, and at the next while it is not sure enough. Nothing of a stage is used again by the
 * next one: costs add. One stage is a static level.
 */
export type Cascade = readonly CascadeStage[];

export interface CascadeOutcome {
  /** Share of right answers. */
  readonly accuracy: number;
  /** Mean of a request, in the unit of the levels' costs. */
  readonly cost: number;
  /** [stages], share of the requests that run there. */
  readonly reached: readonly number[];
}

/**
 * Plays a cascade on rated levels. @returns [requests], the stage at which each request stops
 * @throws RangeError when the last stage has a threshold or another has none
 */
export function stoppedAt(cascade: Cascade, levels: readonly RatedLevel[]): Uint8Array {
  const open = cascade.findIndex(({ threshold }) => threshold === null);
  if (open !== cascade.length - 1) {
    throw new RangeError(
      `stage ${open + 1} of ${cascade.length} has no threshold; the last one alone has none`,
    );
  }
  return Uint8Array.from({ length: levels[0]!.right.length }, (_, r) =>
    cascade.findIndex(
      ({ level, threshold }) => threshold === null || levels[level]!.confidence[r]! >= threshold,
    ),
  );
}

/**
 * What a cascade comes to on rated levels, request by request.
 * @param gateCost of testing how sure an answer is, charged where a stage has a threshold
 * @throws RangeError as `stoppedAt`
 */
export function playCascade(
  cascade: Cascade,
  levels: readonly RatedLevel[],
  gateCost: number,
): CascadeOutcome {
  const stops = stoppedAt(cascade, levels);
  const reached = cascade.map(() => 0);
  let [right, cost] = [0, 0];
  stops.forEach((stop, r) => {
    right += levels[cascade[stop]!.level]!.right[r]!;
    for (const [i, { level, threshold }] of cascade.slice(0, stop + 1).entries()) {
      reached[i]! += 1;
      cost += levels[level]!.cost + (threshold === null ? 0 : gateCost);
    }
  });
  return {
    accuracy: right / levels[0]!.answers,
    cost: cost / stops.length,
    reached: reached.map((count) => count / stops.length),
  };
}
