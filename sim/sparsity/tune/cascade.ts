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
 * Plays a cascade on rated levels, request by request.
 * @param gateCost of testing how sure an answer is, charged where a stage has a threshold
 * @throws RangeError when the last stage has a threshold or another has none
 */
export function playCascade(
  cascade: Cascade,
  levels: readonly RatedLevel[],
  gateCost: number,
): CascadeOutcome {
  const open = cascade.findIndex(({ threshold }) => threshold === null);
  if (open !== cascade.length - 1) {
    throw new RangeError(
      `stage ${open + 1} of ${cascade.length} has no threshold; the last one alone has none`,
    );
  }
  const requests = levels[0]!.right.length;
  const reached = cascade.map(() => 0);
  let [right, cost] = [0, 0];
  for (let r = 0; r < requests; r++) {
    for (const [i, { level, threshold }] of cascade.entries()) {
      const rated = levels[level]!;
      reached[i]! += 1;
      cost += rated.cost + (threshold === null ? 0 : gateCost);
      if (threshold !== null && rated.confidence[r]! < threshold) continue;
      right += rated.right[r]!;
      break;
    }
  }
  return {
    accuracy: right / levels[0]!.answers,
    cost: cost / requests,
    reached: reached.map((count) => count / requests),
  };
}
