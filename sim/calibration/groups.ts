import { type MeasuredQuantity, type MeasuredRow, measuredValue } from './measured/measured-row.ts';
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
  /** The chip was seen in runs of other series: another kind of batch or of size of network. */
  'new-series',
  /** The same, and no other device was seen in this kind of series either. */
  'novel-series',
  /** The chip was seen in other runs; this one belongs to no series. */
  'other-run',
] as const;

export type Group = (typeof groups)[number];

/**
 * Whether an unknown runtime is a group of its own: for times it is, for power it is not. `lineage` takes all versions of
 * one software as one runtime.
 */
export type ByRuntime = boolean | 'lineage';

interface Seen {
  readonly family: boolean;
  readonly runtimeOnFamily: boolean;
  readonly chip: boolean;
  readonly runtimeOnChip: boolean;
  readonly point: boolean;
  readonly network: boolean;
}

function seenOf(row: MeasuredRow, rows: readonly MeasuredRow[], byRuntime: ByRuntime): Seen {
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
    const sameRuntime =
      byRuntime === 'lineage' ? other.lineage === row.lineage : other.runtime === row.runtime;
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
 */
export function groupOf(
  row: MeasuredRow,
  seen: readonly MeasuredRow[],
  byRuntime: ByRuntime = true,
): Group | null {
  const { family, runtimeOnFamily, chip, runtimeOnChip, point, network } = seenOf(row, seen, byRuntime);
  if (chip) {
    if (!network) return runtimeOnChip ? 'new-network' : null;
    return point ? null : 'same-chip';
  }
  if (!family) return 'novel';
  return runtimeOnFamily || !byRuntime ? 'family-known' : 'runtime-unknown';
}

/** Columns of a row that is to be predicted that its board decides; a published row that leaves one empty ran so, too. */
const samePoint = (row: MeasuredRow, other: MeasuredRow): boolean =>
  (['clockMhz', 'supplyV', 'regulator'] as const).every(
    (column) =>
      other[column] === row[column] || (other[column] === null && (row.usual?.includes(column) ?? false)),
  ) && other.mode === row.mode;

/** Whether a row measured the very case: the same program on the same chip at the same point, at work in the same way. */
function isSameCase(row: MeasuredRow, other: MeasuredRow, quantity: MeasuredQuantity): boolean {
  const columns = ['chip', 'runtime', 'network', 'precision', 'accelerators'] as const;
  // Without a count of threads all fast cores work.
  const threads = (one: MeasuredRow) => one.threads ?? 'big-cores';
  return (
    columns.every((column) => other[column] === row[column]) &&
    threads(other) === threads(row) &&
    samePoint(row, other) &&
    (quantity === 'throughput' || (other.batch ?? row.batch) === row.batch) &&
    (quantity === 'throughput' || quantity === 'latency' || other.scenario === row.scenario)
  );
}

/**
 * Group whose errors a prediction is expected to have, also of a row that `groupOf` has no group for: a chip under a
 * runtime that it was not seen under is no better known than another chip of its family, and a network that the chip was
 * not seen with is new to it. Of the chip itself only rows count that measured the quantity. Null: the very case was seen.
 */
export function expectedGroup(
  row: MeasuredRow,
  rows: readonly MeasuredRow[],
  quantity: MeasuredQuantity,
  byRuntime: ByRuntime = true,
): Group | null {
  // A chip may carry several cores: those of another family are strangers.
  const isOwn = (other: MeasuredRow) => other.chip === row.chip && other.family === row.family;
  const telling = rows.filter((other) => !isOwn(other) || measuredValue(other, quantity) !== null);
  const own = telling.filter(isOwn);
  if (own.some((other) => isSameCase(row, other, quantity))) return null;
  const seen = seenOf(row, telling, byRuntime);
  if (seen.chip && !seen.runtimeOnChip && byRuntime)
    return seen.runtimeOnFamily ? 'family-known' : 'runtime-unknown';
  const group = groupOf(row, telling, byRuntime);
  if (group !== null && !(group === 'same-chip' && own.some((other) => samePoint(row, other)))) return group;
  const sameProgram = (other: MeasuredRow) =>
    other.network === row.network && (!byRuntime || other.runtime === row.runtime);
  return own.some(sameProgram) ? 'same-chip' : 'new-network';
}
