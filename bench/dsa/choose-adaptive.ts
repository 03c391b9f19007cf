import type { TaskPart } from '../../sim/data/task/task-part.ts';
import { chooseCascade } from '../../sim/sparsity/tune/choose-cascade.ts';
import type { StopCosts } from '../../sim/sparsity/tune/measure-stops.ts';
import { type TunedPoint, tuneStops } from '../../sim/sparsity/tune/tune-stops.ts';
import type { NetworkAnswers } from './gather-answers.ts';
import type { Judge } from './judge.ts';
import type { Task } from './task.ts';

/** A static level, and for each seed the cascade that stands against it. */
export interface AdaptiveChoice {
  /** Row of the static level. */
  readonly level: NetworkAnswers;
  /** Points of the dense network that the cascade may lose on validation; null: it is as accurate as the level. */
  readonly within: number | null;
  readonly bySeed: ReadonlyMap<number, TunedPoint>;
}

/** Share of right answers that a cascade must be better by on validation: the best of many is lucky there. */
export const guard = 0.001;

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

/**
 * For every static level or exit that is the cheapest of at least its accuracy (both on validation, mean of seeds), the cheapest
 * cascade of each seed that is `guard` better on validation; those that some seed has no cheaper one for are left out.
 */
export function chooseAdaptive(
  levels: readonly NetworkAnswers[],
  costs: readonly number[],
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  judge: Judge,
): AdaptiveChoice[] {
  const accuracies = levels.map((row) => judge.accuracy(judge.right(row)));
  const beaten = (i: number) =>
    levels.some((_, j) => costs[j]! < costs[i]! && accuracies[j]!.mean >= accuracies[i]!.mean);
  return levels.flatMap((level, i) => {
    if (beaten(i)) return [];
    const chosen = [...frontiers].map(([seed, points], s) => {
      const floor = accuracies[i]!.perSeed[s]! + guard;
      const adaptive = points.filter(({ stages, cost }) => stages.length > 1 && cost < costs[i]!);
      return [seed, chooseCascade(adaptive, floor)] as const;
    });
    const bySeed = new Map(chosen.flatMap(([seed, point]) => (point ? [[seed, point] as const] : [])));
    return bySeed.size === chosen.length ? [{ level, within: null, bySeed }] : [];
  });
}

/**
 * The cheapest cascade of each seed that loses at most so many points, less `guard`, against the dense network on validation: what a
 * claim is made on where requests adapt. null: some seed has none cheaper than the static level of the claim.
 * @param dense share of right answers of the dense network on validation data
 */
export function chooseWithin(
  level: NetworkAnswers,
  cost: number,
  frontiers: ReadonlyMap<number, readonly TunedPoint[]>,
  dense: number,
  tolerancePoints: number,
): AdaptiveChoice | null {
  const bySeed = new Map<number, TunedPoint>();
  for (const [seed, points] of frontiers) {
    const adaptive = points.filter((point) => point.stages.length > 1 && point.cost < cost);
    const point = chooseCascade(adaptive, dense - tolerancePoints / 100 + guard);
    if (!point) return null;
    bySeed.set(seed, point);
  }
  return { level, within: tolerancePoints, bySeed };
}
