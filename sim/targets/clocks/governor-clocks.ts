import type { UnitClocks } from '../target.ts';
import type { GovernorName } from './governor-name.ts';

/** Clock at which a run under a governor begins, and whether it ever leaves it. */
export function governorClocks(
  governor: GovernorName,
  { hz }: UnitClocks,
): { readonly first: number; readonly stays: boolean } {
  if (governor === 'powersave') return { first: 0, stays: true };
  return { first: hz.length - 1, stays: governor === 'performance' };
}
