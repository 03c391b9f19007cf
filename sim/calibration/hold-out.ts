import type { MeasuredRow } from './measured/measured-row.ts';
import { operatingPoint } from './operating-point.ts';
import { perRows } from './per-rows.ts';

/**
 * What is held out together: a chip with all boards that carry it, a network, an operating point of a chip, a series of
 * runs of a device (a run that belongs to none alone), or one kind of series on all devices.
 */
export type HoldOut = 'chip' | 'network' | 'operating-point' | 'series' | 'kind-of-series';

/** Name of what a row is held out with. */
export function heldWith(row: MeasuredRow, holdOut: HoldOut): string {
  switch (holdOut) {
    case 'chip':
      return row.chip;
    case 'network':
      return row.network;
    case 'operating-point':
      return operatingPoint(row);
    case 'series':
      return `${row.device} ${row.counted?.series ?? row.id}`;
    case 'kind-of-series':
      return row.counted?.series ?? row.id;
  }
}

/** Rows that are predicted, and those that their prediction may use. */
export interface Fold {
  readonly held: readonly MeasuredRow[];
  readonly kept: readonly MeasuredRow[];
}

/** Every row that is not left out of scoring once, with what it is held out with. The same lists for the same rows. */
export const folds = perRows((rows, holdOut: HoldOut): readonly Fold[] => {
  const usable = rows.filter((row) => row.use === 'score');
  const names = new Set(usable.map((row) => heldWith(row, holdOut)));
  return [...names].map((name) => ({
    held: usable.filter((row) => heldWith(row, holdOut) === name),
    kept: usable.filter((row) => heldWith(row, holdOut) !== name),
  }));
});
