import type { Cause } from '../../energy/cause.ts';
import type { Lane, LaneKind } from './lane.ts';

/** What is asked of a run's time: lanes over a window in so many bins, and the events around one instant of it. */
export interface WindowAsked {
  readonly fromNs: number;
  readonly toNs: number;
  readonly bins: number;
  readonly aroundNs: number;
  /** Most events. */
  readonly most: number;
}

/** An interval of one unit, with what is known of its request. */
export interface RunEvent {
  readonly unit: number;
  readonly kind: LaneKind;
  readonly fromNs: number;
  readonly toNs: number;
  readonly joules: number;
  /**
   * The same by cause. What is charged with it beyond its own work, such as a wake-up that takes no time, is `beside`.
   * Null where the parts are not known: of a segment that was slowed down, cut off or begun anew.
   */
  readonly byCause: readonly { readonly cause: Cause | 'beside'; readonly joules: number }[] | null;
  /** Name of the power state at rest; of the option that runs. */
  readonly state: string | null;
  readonly option: string | null;
  /** Segment of the option, from 1, and how many it has. */
  readonly segment: { readonly number: number; readonly of: number } | null;
  /** Null at rest, and of restarts and cut-offs. */
  readonly request: {
    readonly number: number;
    readonly sample: number;
    readonly arrivalNs: number;
    /** When its result was there, or it was dropped. */
    readonly endNs: number;
    readonly outcome: 'in time' | 'late' | 'dropped';
  } | null;
}

/** Part of a run's time. */
export interface RunWindow {
  readonly fromNs: number;
  readonly binNs: number;
  readonly lanes: readonly Lane[];
  /** Requests that ended late or were dropped, by bin. */
  readonly lost: Float64Array;
  /** When the run ends. */
  readonly endNs: number;
  /** One after the other, as they begin; of two that begin together that of the unit named first is first. */
  readonly events: readonly RunEvent[];
  /** By unit: the last event before the first of `events`, where one was left out. */
  readonly before: readonly (RunEvent | null)[];
  /** Events of all units in the window; where there are more than `events`, those around the instant are given. */
  readonly eventCount: number;
  /** From the one on and before the other, ns, no event is left out. */
  readonly eventsFromNs: number;
  readonly eventsToNs: number;
}
