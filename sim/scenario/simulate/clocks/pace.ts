import type { UnitClocks } from '../../../targets/target.ts';
import type { Governor } from './governor.ts';

/** Passes may take so much longer than their mean on validation data. */
const headRoom = 1.1;

/** What a governor knows of the time of passes. */
export interface PassTimes {
  /** Samples of a pass at most. */
  readonly most: number;
  /** Mean time of a pass with so many samples, ns. */
  ns(clock: number, option: number, samples: number): number;
}

/**
 * The slowest clock with which the pass is expected to end in time, and whoever waits still can at the fastest one
 * (Weiser et al., OSDI 1994: stretch work to its deadline), in batches as large as can be. Where no clock is expected to,
 * the fastest.
 */
export function pace({ hz, switchNs }: UnitClocks, { most, ns }: PassTimes): Governor {
  const fastest = hz.length - 1;
  return {
    next({ deadlineLeftNs, waiting, option, samples, clock }) {
      const left = waiting % most;
      const whole = (waiting - left) / most;
      const aheadNs =
        whole * headRoom * ns(fastest, option, most) +
        (left === 0 ? 0 : headRoom * ns(fastest, option, left));
      const leftNs = deadlineLeftNs - aheadNs;
      const found = hz.findIndex(
        (_, c) => (c === clock ? 0 : switchNs) + headRoom * ns(c, option, samples) <= leftNs,
      );
      return found < 0 ? fastest : found;
    },
  };
}
