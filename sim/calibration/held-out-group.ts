import { type ByRuntime, type Group, groupOf } from './groups.ts';
import type { HoldOut } from './hold-out.ts';
import type { MeasuredRow } from './measured/measured-row.ts';

/** Groups that a way of holding out is for; a chip with one operating point is not scored as one at another. */
const scoredIn: Readonly<Record<Exclude<HoldOut, 'series' | 'kind-of-series'>, readonly Group[]>> = {
  chip: ['family-known', 'runtime-unknown', 'novel'],
  network: ['new-network'],
  'operating-point': ['same-chip'],
};

/**
 * Group in which a row is scored that was held out in one way; null where it is not, because too much of it was seen, or
 * nothing of its chip.
 * @param seen the rows that its prediction may use
 */
export function heldOutGroup(
  row: MeasuredRow,
  holdOut: HoldOut,
  seen: readonly MeasuredRow[],
  byRuntime: ByRuntime,
): Group | null {
  if (holdOut === 'series' || holdOut === 'kind-of-series') {
    if (!seen.some((other) => other.chip === row.chip)) return null;
    if (!row.counted?.series) return holdOut === 'series' ? 'other-run' : null;
    return holdOut === 'series' ? 'new-series' : 'novel-series';
  }
  const group = groupOf(row, seen, byRuntime);
  return group !== null && scoredIn[holdOut].includes(group) ? group : null;
}
