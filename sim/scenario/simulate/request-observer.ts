import type { Environment } from '../../engine/environment.ts';
import type { SpentCurve } from './spent-curve.ts';

/**
 * What keeps a unit busy; `clock`: it changes its clock; `off`: its supply is cut off. Restarts (as `wake`) and `off` belong
 * to no request (-1).
 */
export type Activity = 'wake' | 'decide' | 'clock' | 'run' | 'review' | 'off';

/**
 * Told what happens in a run while it happens. It changes nothing and answers nothing; a run without one is the same
 * run. Arrivals are those of the trace; a unit rests whenever it is not busy.
 */
export interface RequestObserver {
  /**
   * A unit is busy for a request. The intervals of a unit are told in order and do not overlap; they lie at or after
   * the present, because what a request costs is known when it begins; times of `off` are told when they are over. A duration may be 0, with energy or without;
   * every end of a rest is told, as `wake`.
   * @param option and segment of the option: -1 while waking or deciding
   * @param joules all the energy that the ledger is charged for it
   */
  busy(
    activity: Activity,
    unit: number,
    request: number,
    option: number,
    segment: number,
    fromNs: number,
    durationNs: number,
    joules: number,
  ): void;
  /** A sample of the sensor, which takes the first unit no time, was charged; told where an environment has a sensor. */
  sensed?(joules: number): void;
  /** A pass of a request is about to start at a clock; told where a governor changes clocks. */
  clocked?(request: number, clock: number): void;
  /** The number of requests that wait for a unit has changed. */
  waiting(unit: number, count: number, timeNs: number): void;
  /**
   * A request has its result, or (not served) found the queue full.
   * @param option whose answer it is, which may be an earlier pass's; -1 where it was not served
   */
  ended(request: number, served: boolean, timeNs: number, option: number): void;
  /**
   * Share of the battery's charge that is left, as the policy sees it: what a segment costs is drawn at its start. Of a
   * supply it is told how full its store is whenever a request comes or begins.
   */
  battery(share: number, timeNs: number): void;
}

/** How a run may be watched. */
export interface Watch {
  /** The environment to run in, new and without events; for one that keeps a log, say. */
  readonly environment?: Environment;
  readonly observer?: RequestObserver;
  /** Told what passes a policy chooses; neither batches nor governors tell it. */
  readonly curve?: SpentCurve;
}
