import type { CascadeStage } from './cascade.ts';
import { type ConfidenceMeasure, confidenceMeasures } from './confidence.ts';
import { type AnswerOptions, type LevelLogits, rateLevel } from './rate-level.ts';
import { type SearchOptions, searchCascades } from './search-cascades.ts';

/** An operating point that adapts to each request, as found on validation data. */
export interface TunedPoint {
  /** Of the level alone, or of the stages in order, e.g. `L5`, `L5>L3`. Several points may share it. */
  readonly id: string;
  readonly measure: ConfidenceMeasure;
  readonly stages: readonly CascadeStage[];
  /** Share of right answers on the data that were searched. */
  readonly accuracy: number;
  /** Mean of a request there, in the unit of the levels' costs. */
  readonly cost: number;
}

/**
 * Searches static levels and confidence cascades over what every level answered on validation data.
 * @param labels [answers] @returns the frontier: rising cost, rising accuracy
 * @throws RangeError as `rateLevel` and `searchCascades`
 */
export function tuneLevels(
  levels: readonly LevelLogits[],
  labels: ArrayLike<number>,
  options: SearchOptions & AnswerOptions,
): TunedPoint[] {
  const found = confidenceMeasures.flatMap((measure) =>
    searchCascades(
      levels.map((level) => rateLevel(level, labels, measure, options)),
      options,
    ).map(({ cascade, accuracy, cost }) => ({
      id: cascade.map(({ level }) => levels[level]!.id).join('>'),
      ...{ measure, stages: cascade, accuracy, cost },
    })),
  );
  found.sort((a, b) => a.cost - b.cost || b.accuracy - a.accuracy);
  let best = -1;
  return found.filter(({ accuracy }) => {
    const better = accuracy > best;
    if (better) best = accuracy;
    return better;
  });
}
