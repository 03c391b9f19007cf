/**
 * What is counted of one inference on the chip; a table stores these numbers in this order. Times are sums over the
 * steps of the slowest core, in picoseconds, barrier and host not included.
 */
export const spikeCounterNames = [
  'spikes',
  'messages',
  'hopsEastWest',
  'hopsNorthSouth',
  'eventsConv',
  'eventsSparse',
  'eventsDense',
  'accesses',
  'updates',
  'meshPs',
] as const;

export type SpikeCounterName = (typeof spikeCounterNames)[number];
export type SpikeCounters = Record<SpikeCounterName, number>;

export function noSpikes(): SpikeCounters {
  return Object.fromEntries(spikeCounterNames.map((name) => [name, 0])) as SpikeCounters;
}

/** Counters from their row of a table. */
export function readSpikeCounters(row: ArrayLike<number>): SpikeCounters {
  if (row.length !== spikeCounterNames.length) {
    throw new RangeError(
      `${row.length} spike counters, ${spikeCounterNames.length} are needed; make the table again with tools/measure-spikes.ts`,
    );
  }
  return Object.fromEntries(spikeCounterNames.map((name, i) => [name, row[i]!])) as SpikeCounters;
}
