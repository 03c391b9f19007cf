import type { Lane } from './lane.ts';

/** A run over bins of simulated time, from its start as far as it has been simulated. Arrays are by bin. */
export interface RunSeries {
  readonly binNs: number;
  /** Until when it has been simulated; the last bin may end later. */
  readonly toNs: number;
  readonly lanes: readonly Lane[];
  /** Requests that ended: in time, late, never started; and those in time whose answer is right. */
  readonly done: Float64Array;
  readonly missed: Float64Array;
  readonly dropped: Float64Array;
  readonly correct: Float64Array;
  /** Share of the charge, or of a supply's store, at the last instant in the bin when it was known; null on mains power. */
  readonly batteryShare: Float64Array | null;
  /** At the end of the bin; null where no temperature is simulated. */
  readonly temperatureC: Float64Array | null;
}
