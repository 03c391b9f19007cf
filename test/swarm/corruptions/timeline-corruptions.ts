import { Timeline } from '../../../sim/scenario/simulate/timeline.ts';
import { withWatched } from './corrupt.ts';
import type { Corrupt, Corruption } from './corruption.ts';

/** The first timeline that `change` does not refuse, changed. */
const withTimeline =
  (change: (timeline: Timeline) => Partial<Timeline> | undefined): Corrupt =>
  (outcome) =>
    withWatched(outcome, (watched) => {
      const changed = watched.timeline && change(watched.timeline);
      return changed
        ? {
            ...watched,
            timeline: Object.assign(Object.create(Timeline.prototype), watched.timeline, changed),
          }
        : undefined;
    });

/** What is wrong with what an observer is told. */
export const timelineCorruptions: readonly Corruption[] = [
  [
    'timeline agrees',
    'an interval that is left out',
    withTimeline(({ intervals }) =>
      intervals[0]!.length > 2 ? { intervals: intervals.with(0, intervals[0]!.toSpliced(1, 1)) } : undefined,
    ),
  ],
  [
    'timeline agrees',
    'an interval with another energy',
    withTimeline(({ intervals }) => {
      const at = intervals[0]!.findIndex(({ joules }) => joules > 0);
      if (at < 0) return undefined;
      const changed = { ...intervals[0]![at]!, joules: 2 * intervals[0]![at]!.joules };
      return { intervals: intervals.with(0, intervals[0]!.with(at, changed)) };
    }),
  ],
  [
    'timeline agrees',
    'a request that ends twice',
    withTimeline(({ requests }) =>
      requests.length > 0 ? { requests: [...requests, requests[0]!] } : undefined,
    ),
  ],
  [
    'timeline agrees',
    'a dropped request with a result',
    withTimeline(({ requests }) => {
      const at = requests.findIndex(({ served }) => !served);
      return at < 0 ? undefined : { requests: requests.with(at, { ...requests[at]!, served: true }) };
    }),
  ],
  [
    'timeline agrees',
    'a queue below nothing',
    withTimeline(({ queues }) => ({ queues: queues.with(0, [{ timeNs: 0, value: -1 }, ...queues[0]!]) })),
  ],
  [
    'timeline agrees',
    'a charge that rises',
    withTimeline(({ charge }) =>
      charge.length > 0
        ? { charge: [...charge, { timeNs: charge.at(-1)!.timeNs, value: charge.at(-1)!.value + 0.1 }] }
        : undefined,
    ),
  ],
];
