import type { TaskPart } from '../../data/task/task-part.ts';
import type { GraphExecutor } from '../execute/graph/graph-executor.ts';
import type { CostAfter } from './cascade.ts';
import { firstOf } from './first-of.ts';
import { interleavedTimes } from './interleaved-times.ts';
import { ownFeeds } from './own-feeds.ts';
import { meanConfidence } from './run-cascade.ts';
import { continues, type Stop } from './stop.ts';

/** Measured microseconds of a request, means over the requests that were timed. */
export interface StopCosts {
  /** By stop, from the beginning of a request. */
  readonly us: readonly number[];
  /** Of testing how sure an answer is. */
  readonly gateUs: number;
  /** Going on from an exit where the pass can, else a stop's own cost. */
  readonly costAfter: CostAfter;
}

export interface MeasureOptions {
  readonly rounds: number;
  /** Milliseconds. */
  readonly now: () => number;
}

/** Requests of different sizes that one timed call runs through; of one size. */
const [mixed, alike] = [16, 8];
const gates = 20;

/**
 * Times every stop alone and every way of going on from one to another, all in turns.
 * @param executor laid out for one sample @param classes of an answer
 */
export function measureStops(
  executor: GraphExecutor,
  stops: readonly Stop[],
  part: TaskPart,
  classes: number,
  options: MeasureOptions,
): StopCosts {
  const { samples } = firstOf(part, part.uniform ? alike : mixed);
  const requests = Array.from({ length: samples }, (_, i) => ownFeeds(part.feeds(i, 1)));
  const pass = (level: Stop['level'], outputs: readonly string[]) => (request: number) => {
    const run = executor.begin(requests[request]!, 1, { levels: level, outputs });
    for (const output of outputs) run.until(output);
  };
  const pairs = stops.flatMap((from, a) =>
    stops.flatMap((to, b) =>
      continues(from, to) ? [{ a, b, level: from.level, outputs: [from.output, to.output] }] : [],
    ),
  );
  const { level, output } = stops.at(-1)!;
  const answers = requests.map(
    (feeds) => executor.run(feeds, 1, { levels: level, outputs: [output] })[output]!,
  );
  let sum = 0;
  // One is too short for the clock.
  const gate = (request: number) => {
    for (let k = 0; k < gates; k++) sum += meanConfidence(answers[request]!, classes, 'margin');
  };
  const times = interleavedTimes(
    [
      ...stops.map((stop) => pass(stop.level, [stop.output])),
      ...pairs.map((pair) => pass(pair.level, pair.outputs)),
      gate,
    ],
    samples,
    options,
  );
  if (!(sum > 0)) throw new Error('confidences are not above 0');
  const us = times.slice(0, stops.length);
  const more = new Map(
    pairs.map(({ a, b }, i) => [a * stops.length + b, Math.max(0, times[stops.length + i]! - us[a]!)]),
  );
  return {
    us,
    gateUs: times.at(-1)! / gates,
    costAfter: (from, to) => more.get(from * stops.length + to) ?? us[to]!,
  };
}
