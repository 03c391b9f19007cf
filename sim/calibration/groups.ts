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

/**
 * Whether an unknown runtime is a group of its own: for times it is, for power it is not. `lineage` takes all versions of
 * one software as one runtime.
 */
export type ByRuntime = boolean | 'lineage';

/**
 * Group of a row against the rows that its prediction may use; null where it belongs to none, because a row of its own
 * kind was seen.
 * @param seen calibration rows, without anchors
 */
export function groupOf(
  row: MeasuredRow,
  seen: readonly MeasuredRow[],
  byRuntime: ByRuntime = true,
): Group | null {
  let family = false;
  let runtimeOnFamily = false;
  let chip = false;
  let runtimeOnChip = false;
  let point = false;
  let network = false;
  const here = operatingPoint(row);
  for (const other of seen) {
    network ||= other.network === row.network;
    if (other.family !== row.family) continue;
    family = true;
    const sameRuntime =
      byRuntime === 'lineage' ? other.lineage === row.lineage : other.runtime === row.runtime;
    runtimeOnFamily ||= sameRuntime;
    if (other.chip !== row.chip) continue;
    chip = true;
    runtimeOnChip ||= sameRuntime;
    point ||= operatingPoint(other) === here;
  }
  if (chip) {
    if (!network) return runtimeOnChip ? 'new-network' : null;
    return point ? null : 'same-chip';
  }
  if (!family) return 'novel';
  return runtimeOnFamily || !byRuntime ? 'family-known' : 'runtime-unknown';
}
