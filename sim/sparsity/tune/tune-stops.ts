import { playCascade } from './cascade.ts';
import { type ConfidenceMeasure, confidenceMeasures } from './confidence.ts';
import { Frontier } from './frontier.ts';
import { type AnswerOptions, rateStop, type StopLogits } from './rate-stop.ts';
import { type SearchOptions, searchCascades } from './search-cascades.ts';
import type { Stop } from './stop.ts';

/** A stop, and how sure its answers must be to stand; null: whatever comes. */
export interface TunedStage extends Pick<Stop, 'level' | 'exit'> {
  readonly threshold: number | null;
}

/** An operating point, static or adapting to each request, as found on validation data. */
export interface TunedPoint {
  /** Of the stop alone, or of the stops in order, e.g. `L5`, `L5e0>L5>L3`. Several points may share it. */
  readonly id: string;
  readonly measure: ConfidenceMeasure;
  readonly stages: readonly TunedStage[];
  /** By stage, share of the requests that come to it. */
  readonly reached: readonly number[];
  /** Share of right answers on the data that were searched. */
  readonly accuracy: number;
  /** Mean of a request there, in the unit of the stops' costs. */
  readonly cost: number;
}

/** A stop with what it answered on validation data. */
export type AnsweredStop = Stop & StopLogits;

/**
 * Searches static stops and confidence cascades over what every stop answered on validation data.
 * @param labels [answers] @returns the frontier: rising cost, rising accuracy
 * @throws RangeError as `rateStop` and `searchCascades`
 */
export function tuneStops(
  stops: readonly AnsweredStop[],
  labels: ArrayLike<number>,
  options: SearchOptions & AnswerOptions,
): TunedPoint[] {
  const best = new Frontier<TunedPoint>();
  for (const measure of confidenceMeasures) {
    const rated = stops.map((stop) => rateStop(stop, labels, measure, options));
    for (const { cascade, accuracy, cost } of searchCascades(rated, options)) {
      best.offer(accuracy, cost, () => ({
        id: cascade.map(({ stop }) => stops[stop]!.id).join('>'),
        measure,
        stages: cascade.map(({ stop, threshold }) => {
          const { level, exit } = stops[stop]!;
          return { level, exit, threshold };
        }),
        reached: playCascade(cascade, rated, options.gateCost, options.costAfter).reached,
        ...{ accuracy, cost },
      }));
    }
  }
  return [...best.points];
}
