import { quantitiesIn } from '../../quantity.ts';
import type { ChipTarget } from './chip-target.ts';

/** How many energies, times and powers there are in a part of a profile, and how many of them have an interval. */
export function intervalCounts(part: unknown): ChipTarget['constants'] {
  const all = quantitiesIn(part).filter(({ quantity: { unit } }) => unit !== '1');
  const wide = all.filter(({ quantity: { low, high } }) => low !== undefined || high !== undefined);
  return { all: all.length, withInterval: wide.length };
}
