/**
 * What is counted of one inference on a chip until its answer is read; a table stores these numbers in this order.
 * Accesses, updates and spikes are of neurons, inputs aside. Times are sums over the steps, whole picoseconds: the slowest core
 * in the closed form, and waiting for the tick. `cores` are those that have power, `masked` the neurons, inputs aside, that setting
 * the point writes to: those that are switched off, or all that fire where thresholds are scaled.
 */
export const chipCounterNames = [
  'accesses',
  'updates',
  'spikes',
  'messages',
  'hops',
  'synapticEvents',
  'meshPs',
  'waitPs',
  'cores',
  'masked',
] as const;

export type ChipCounters = Record<(typeof chipCounterNames)[number], number>;

/** Counters from their row of a table. @throws RangeError for a row of another length */
export function readChipCounters(row: ArrayLike<number>): ChipCounters {
  if (row.length !== chipCounterNames.length) {
    throw new RangeError(
      `${row.length} counters of a chip, ${chipCounterNames.length} are needed; make the table again with tools/measure-spikes.ts`,
    );
  }
  return Object.fromEntries(chipCounterNames.map((name, i) => [name, row[i]!])) as ChipCounters;
}
