import type { TaskPart } from '../../data/task/task-part.ts';
import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import { firstOf } from './first-of.ts';
import { interleavedTimes } from './interleaved-times.ts';
import type { MeasureOptions } from './measure-stops.ts';
import { ownFeeds } from './own-feeds.ts';
import { runCascade, runnableCascade } from './run-cascade.ts';
import type { Stop } from './stop.ts';
import type { TunedPoint } from './tune-stops.ts';

/**
 * Executes points for real, request by request, in turns: gates, switches of level and passes begun anew are in the time.
 * @param executor laid out for one sample @returns microseconds a request, means over the first `requests`
 */
export function runPoints(
  executor: GraphExecutor,
  points: readonly Pick<TunedPoint, 'stages' | 'measure'>[],
  outputOf: (stop: Pick<Stop, 'level' | 'exit'>) => string,
  part: TaskPart,
  { classes, requests, ...options }: MeasureOptions & { readonly classes: number; readonly requests: number },
): number[] {
  const { samples } = firstOf(part, requests);
  const feeds = Array.from({ length: samples }, (_, i) => ownFeeds(part.feeds(i, 1)));
  const runners = points.map(({ stages, measure }) => {
    const cascade = runnableCascade(
      stages.map((stage) => ({ ...stage, output: outputOf(stage) })),
      measure,
      classes,
    );
    return (i: number) => void runCascade(executor, feeds[i]!, cascade);
  });
  return interleavedTimes(runners, samples, options);
}
