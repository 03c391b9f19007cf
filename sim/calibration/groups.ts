import type { MeasuredRow } from './measured/measured-row.ts';
import { operatingPoint } from './operating-point.ts';

/** How much of a row its calibration has seen. Errors of different groups are never pooled. */
export const groups = [
  /** The chip is held out; the runtime was seen on another chip of its core family. */
  'family-known',
  /** The chip is held out; another chip of its core family was seen, its runtime on none of them. */
  'runtime-unknown',
  /** The chip is held out, and no chip of its core family was seen. */
  'novel',
  /** The chip was seen at another supply, regulator, clock or mode. */
  'same-chip',
  /** The chip was seen with this runtime; the network was not seen at all. */
  'new-network',
  /** The chip is held out but for one or a few measured runs of it. */
  'anchored',
] as const;

export type Group = (typeof groups)[number];

interface Seen {
  readonly family: boolean;
  readonly runtimeOnFamily: boolean;
  readonly chip: boolean;
  readonly runtimeOnChip: boolean;
  readonly point: boolean;
  readonly network: boolean;
}

function seenOf(row: MeasuredRow, rows: readonly MeasuredRow[]): Seen {
  const seen = {
    family: false,
    runtimeOnFamily: false,
    chip: false,
    runtimeOnChip: false,
    point: false,
    network: false,
  };
  const here = operatingPoint(row);
  for (const other of rows) {
    seen.network ||= other.network === row.network;
    if (other.family !== row.family) continue;
    seen.family = true;
    const sameRuntime = other.runtime === row.runtime;
    seen.runtimeOnFamily ||= sameRuntime;
    if (other.chip !== row.chip) continue;
    seen.chip = true;
    seen.runtimeOnChip ||= sameRuntime;
    seen.point ||= operatingPoint(other) === here;
  }
  return seen;
}

/**
 * Group of a row against the rows that its prediction may use; null where it belongs to none, because a row of its own
 * kind was seen.
 * @param seen calibration rows, without anchors
 * @param byRuntime whether an unknown runtime is a group of its own: for times it is, for power it is not
 */
export function groupOf(row: MeasuredRow, seen: readonly MeasuredRow[], byRuntime = true): Group | null {
  const { family, runtimeOnFamily, chip, runtimeOnChip, point, network } = seenOf(row, seen);
  if (chip) {
    if (!network) return runtimeOnChip ? 'new-network' : null;
    return point ? null : 'same-chip';
  }
  if (!family) return 'novel';
  return runtimeOnFamily || !byRuntime ? 'family-known' : 'runtime-unknown';
}

/**
 * Group whose errors a prediction is expected to have, also of a row that `groupOf` has no group for: a chip under a
 * runtime that it was not seen under is no better known than another chip of its family. Null: the very case was seen.
 */
export function expectedGroup(
  row: MeasuredRow,
  rows: readonly MeasuredRow[],
  byRuntime = true,
): Group | null {
  const seen = seenOf(row, rows);
  if (!seen.chip || seen.runtimeOnChip || !byRuntime) return groupOf(row, rows, byRuntime);
  return seen.runtimeOnFamily ? 'family-known' : 'runtime-unknown';
}
