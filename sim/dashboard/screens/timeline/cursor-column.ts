import type { TimelineViewModel } from './view-of.ts';

/** Where the cursor stands, in characters of a lane. */
export function cursorColumn({ cursorNs, fromNs, binNs, columns }: TimelineViewModel): number {
  return Math.max(0, Math.min(columns - 1, Math.floor((cursorNs - fromNs) / binNs)));
}
