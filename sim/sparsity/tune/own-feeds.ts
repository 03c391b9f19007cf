import type { FeedTensor } from '../../data/task/task-part.ts';
import type { Feed } from '../execute/graph/load-volumes.ts';

/** Feeds in the form of our executors. */
export const ownFeeds = (feeds: Readonly<Record<string, FeedTensor>>): Record<string, Feed> =>
  Object.fromEntries(Object.entries(feeds).map(([name, { data }]) => [name, data]));
