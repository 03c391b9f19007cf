import type { UnitClocks } from '../target.ts';
import { fixedClock, isFixedClock } from './fixed-clock.ts';
import type { GovernorName } from './governor-name.ts';

/**
 * Clock at which a run under a governor begins, and whether it ever leaves it.
 * @throws RangeError for a fixed clock that the unit lacks
 */
export function governorClocks(
  governor: GovernorName,
  { hz }: UnitClocks,
): { readonly first: number; readonly stays: boolean } {
  if (isFixedClock(governor)) {
    const first = hz.findIndex((each) => fixedClock(each) === governor);
    if (first < 0)
      throw new RangeError(`${governor} is none of the clocks; there are ${hz.map(fixedClock).join(', ')}`);
    return { first, stays: true };
  }
  if (governor === 'powersave') return { first: 0, stays: true };
  return { first: hz.length - 1, stays: governor === 'performance' };
}
