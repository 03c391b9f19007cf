import type { TaskPart } from '../../sim/data/task/task-part.ts';
import { ownFeeds } from '../../sim/sparsity/tune/own-feeds.ts';
import { type RunStage, runCascade, runnableCascade } from '../../sim/sparsity/tune/run-cascade.ts';
import type { TunedPoint } from '../../sim/sparsity/tune/tune-stops.ts';
import type { OwnNetwork } from './own-network.ts';

/** Answers request `i` of a part. */
export interface RequestRunner {
  readonly name: string;
  call(i: number): unknown | Promise<unknown>;
}

/** Requests that one runner answers before the next one's turn. */
const turn = 25;

/**
 * Mean microseconds a request at batch 1, interleaved in turns over the same requests; of several passes the median.
 */
export async function timeRequests(
  runners: readonly RequestRunner[],
  requests: number,
  passes: number,
): Promise<number[]> {
  const times = runners.map(() => [] as number[]);
  for (const { call } of runners) for (let i = 0; i < Math.min(100, requests); i++) await call(i);
  for (let pass = 0; pass < passes; pass++) {
    const sums = runners.map(() => 0);
    for (let first = 0; first < requests; first += turn) {
      for (const [r, { call }] of runners.entries()) {
        const start = performance.now();
        for (let i = first; i < Math.min(requests, first + turn); i++) await call(i);
        sums[r]! += performance.now() - start;
      }
    }
    sums.forEach((sum, r) => {
      times[r]!.push((1000 * sum) / requests);
    });
  }
  return times.map((list) => list.sort((a, b) => a - b)[list.length >> 1]!);
}

/** One stop for every request. */
export function stopRunner(
  name: string,
  network: OwnNetwork,
  part: TaskPart,
  { level, output }: { readonly level: number; readonly output: string },
): RequestRunner {
  const feeds = feedsOf(part);
  return { name, call: (i) => network.run(network.single, feeds[i]!, 1, level, output) };
}

/** A cascade, with the stage that each request stopped at in its last pass. */
export function cascadeRunner(
  name: string,
  network: OwnNetwork,
  part: TaskPart,
  classes: number,
  { stages, measure }: Pick<TunedPoint, 'measure'> & { readonly stages: readonly RunStage[] },
): RequestRunner & { readonly stopped: Uint8Array } {
  const feeds = feedsOf(part);
  const stopped = new Uint8Array(part.samples);
  const cascade = runnableCascade(stages, measure, classes);
  return {
    ...{ name, stopped },
    call: (i) => {
      stopped[i] = runCascade(network.single, feeds[i]!, cascade).stage;
    },
  };
}

const feedsOf = (part: TaskPart) =>
  Array.from({ length: part.samples }, (_, i) => ownFeeds(part.feeds(i, 1)));
