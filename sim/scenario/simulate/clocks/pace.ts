import type { UnitClocks } from '../../../targets/target.ts';
import type { Governor } from './governor.ts';

/** Passes may take so much longer than their mean on validation data. */
const headRoom = 1.1;

/**
 * The slowest clock with which the pass is expected to end in time, and whoever waits still can at the fastest one
 * (Weiser et al., OSDI 1994: stretch work to its deadline). Where no clock is expected to, the fastest.
 * @param meanNs [clock][option] mean time of a pass on validation data, ns
 */
export function pace({ hz, switchNs }: UnitClocks, meanNs: readonly (readonly number[])[]): Governor {
  const fastest = hz.length - 1;
  return {
    next({ deadlineLeftNs, waiting, option, clock }) {
      const leftNs = deadlineLeftNs - waiting * headRoom * meanNs[fastest]![option]!;
      const found = meanNs.findIndex(
        (ofClock, c) => (c === clock ? 0 : switchNs) + headRoom * ofClock[option]! <= leftNs,
      );
      return found < 0 ? fastest : found;
    },
  };
}
