import type { TaskPart } from '../../sim/data/task/task-part.ts';
import type { StopCosts } from '../../sim/sparsity/tune/measure-stops.ts';
import { type TunedPoint, tuneStops } from '../../sim/sparsity/tune/tune-stops.ts';
import type { Estimate } from '../../sim/statistics/estimate.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge } from './judge.ts';
import { eligible } from './make-claim.ts';
import type { Task } from './task.ts';

/** A static level, and for each seed the cascade that stands against it. */
export interface AdaptiveChoice {
  /** Row of the static level. */
  readonly level: NetworkAnswers;
  /** Points that the cascade may lose against the dense network; null: it is as accurate as the level. */
  readonly within: number | null;
  readonly bySeed: ReadonlyMap<number, TunedPoint>;
}

/** Frontier of each seed's network, thresholds, levels and exits searched on its validation answers. */
export function tuneSeeds(
  levels: readonly NetworkAnswers[],
  { us, gateUs, costAfter }: StopCosts,
  validation: (seed: number) => TaskPart,
  weightsOf: Task['weights'],
): Map<number, TunedPoint[]> {
  return new Map(
    [...levels[0]!.bySeed.keys()].map((seed) => {
      const { labels, starts } = validation(seed);
      const logits = levels.map(({ id, level, exit, output, bySeed }, i) => ({
        ...{ id, level, exit, output, cost: us[i]! },
        logits: bySeed.get(seed)!.validation,
      }));
      return [
        seed,
        tuneStops(logits, labels, { gateCost: gateUs, costAfter, starts, weights: weightsOf(labels) }),
      ];
    }),
  );
}

/** Points that a point loses on validation data. */
export type LossOf = (seed: number, point: TunedPoint) => Estimate | null;

/**
 * For every static level or exit that is the cheapest of at least its accuracy (both on validation, mean of seeds), the cheapest
 * cascade of each seed that is `eligible` on validation to be as accurate; those that some seed has no cheaper one for are left
 * out.
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
    const bySeed = cheapestBySeed(frontiers, costs[i]!, lossAgainst(level), 0);
    return bySeed ? [{ level, within: null, bySeed }] : [];
  });
}

/**
 * The cheapest cascade of each seed that is `eligible` on validation to lose at most so many points against the dense network: what a
 * claim is made on where requests adapt. null: some seed has none cheaper than the static level of the claim.
 */
export function chooseWithin(
  level: NetworkAnswers,
  cost: number,
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  lossAgainstDense: LossOf,
  tolerancePoints: number,
): AdaptiveChoice | null {
  const bySeed = cheapestBySeed(frontiers, cost, lossAgainstDense, tolerancePoints);
  return bySeed && { level, within: tolerancePoints, bySeed };
}

function cheapestBySeed(
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  cost: number,
  lossOf: LossOf,
  tolerancePoints: number,
): Map<number, TunedPoint> | null {
  const bySeed = new Map<number, TunedPoint>();
  for (const [seed, points] of frontiers) {
    const point = points
      .filter((each) => each.stages.length > 1 && each.cost < cost)
      .sort((a, b) => a.cost - b.cost)
      .find((each) => eligible(lossOf(seed, each), tolerancePoints));
    if (!point) return null;
    bySeed.set(seed, point);
  }
  return bySeed;
}
