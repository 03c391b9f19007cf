import type { Interval } from '../simulate/unit-intervals.ts';

/** What a unit can be doing, as its lane shows it: rests are told apart by whether the unit is still in its first state. */
export const laneKinds = ['idle', 'sleep', 'wake', 'decide', 'clock', 'run', 'review', 'off'] as const;

export type LaneKind = (typeof laneKinds)[number];

/** What one unit does over bins of time. */
export interface Lane {
  readonly unit: string;
  /** By kind, in each bin: ns that the unit does that. All kinds together are the length of the bin. */
  readonly ns: Readonly<Record<LaneKind, Float64Array>>;
  /** In each bin, J. */
  readonly energyJ: Float64Array;
  /** In each bin, requests times ns: divided by the length of the bin the mean number that wait. */
  readonly waitingNs: Float64Array;
}

/** Index into `laneKinds`. */
export function laneKindOf({ activity, state }: Pick<Interval, 'activity' | 'state'>): number {
  return laneKinds.indexOf(activity === 'rest' ? (state === 0 ? 'idle' : 'sleep') : activity);
}
