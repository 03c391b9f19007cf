import type { MmppState } from './mmpp.ts';
import type { MotionTriggered } from './motion-triggered.ts';

/** How requests come, their mean rate left open: that is set by the load of a cell. */
export type ArrivalShape =
  | ({ readonly kind: 'motion-triggered' } & Omit<MotionTriggered, 'meanInterarrivalNs'>)
  | { readonly kind: 'periodic'; readonly jitter: number }
  | { readonly kind: 'poisson' }
  | { readonly kind: 'gamma'; readonly variation: number }
  | { readonly kind: 'mmpp'; readonly states: readonly MmppState[] }
  | { readonly kind: 'diurnal'; readonly hourly: readonly number[]; readonly startHour: number }
  | RecordedArrivals;

/** Requests as they were recorded; a load stretches their times. */
export interface RecordedArrivals {
  readonly kind: 'trace';
  /** Times of the requests, whole ns, ascending, at least one. */
  readonly timeNs: Float64Array;
  /** Sample that each of them shows; absent: drawn. */
  readonly sample?: Uint32Array;
  /** Closed loop: so many requests come together, the next ones when all of them have ended. Absent: open. */
  readonly samplesPerQuery?: number;
}
