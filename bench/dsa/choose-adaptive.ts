import type { TunedPoint } from '../../sim/sparsity/tune/tune-stops.ts';
import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge } from './judge.ts';
import { eligible } from './make-claim.ts';

/** A static level, and for each seed the cascade that stands against it. */
export interface AdaptiveChoice {
  /** Row of the static level. */
  readonly level: NetworkAnswers;
  /** Points that the cascade may lose against the dense network; null: it is as accurate as the level. */
  readonly within: number | null;
  readonly bySeed: ReadonlyMap<number, TunedPoint>;
}

/** Points that the frontier's point at a cost loses on validation answers that it was not found on. */
export type LossOf = (seed: number, cost: number) => Estimate | null;

/**
 * For every static level or exit that is the cheapest of at least its accuracy (both on validation, mean of seeds), the cascade of
 * each seed that `certified` finds to be as accurate; those that some seed has no cheaper one for are left out.
 * @param lossAgainst a row
 */
export function chooseAdaptive(
  levels: readonly NetworkAnswers[],
  costs: readonly number[],
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  judge: Judge,
  lossAgainst: (row: NetworkAnswers) => LossOf,
): AdaptiveChoice[] {
  const accuracies = levels.map((row) => judge.accuracy(judge.right(row)).mean);
  const beaten = (i: number) =>
    levels.some((_, j) => costs[j]! < costs[i]! && accuracies[j]! >= accuracies[i]!);
  return levels.flatMap((level, i) => {
    if (beaten(i)) return [];
    const bySeed = certified(frontiers, costs[i]!, lossAgainst(level), 0);
    return bySeed ? [{ level, within: null, bySeed }] : [];
  });
}

/**
 * The cascade of each seed that `certified` finds to lose at most so many points against the dense network: what a
 * claim is made on where requests adapt. null: some seed has none cheaper than the static level of the claim.
 */
export function chooseWithin(
  level: NetworkAnswers,
  cost: number,
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  lossAgainstDense: LossOf,
  tolerancePoints: number,
): AdaptiveChoice | null {
  const bySeed = certified(frontiers, cost, lossAgainstDense, tolerancePoints);
  return bySeed && { level, within: tolerancePoints, bySeed };
}

/**
 * The cheapest cascade of each seed that is `eligible` on answers that it was not found on. On those that it was found on the best of
 * more than a hundred thousand looks better than it is.
 */
function certified(
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  cost: number,
  lossOf: LossOf,
  tolerancePoints: number,
): Map<number, TunedPoint> | null {
  const bySeed = new Map<number, TunedPoint>();
  for (const [seed, points] of frontiers) {
    const found = points
      .filter((each) => each.stages.length > 1 && each.cost < cost)
      .sort((a, b) => a.cost - b.cost)
      .find((each) => eligible(lossOf(seed, each.cost), tolerancePoints));
    if (!found) return null;
    bySeed.set(seed, found);
  }
  return bySeed;
}
