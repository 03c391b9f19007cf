import type { RunSeries } from '../../session/questions.ts';

const busyKinds = ['wake', 'decide', 'clock', 'run', 'review'] as const;

/** Length of a bin, ns; the last one may be cut short by the end. */
export function binLengthNs({ binNs, toNs }: RunSeries, bin: number): number {
  return Math.max(0, Math.min(toNs, (bin + 1) * binNs) - bin * binNs);
}

/** Mean power of all units in a bin, W. */
export function powerInBinW(series: RunSeries, bin: number): number {
  const ns = binLengthNs(series, bin);
  return ns > 0 ? energyInBinJ(series, bin) / (ns * 1e-9) : 0;
}

/** Energy of all units in a bin, J. */
export function energyInBinJ({ lanes }: RunSeries, bin: number): number {
  return lanes.reduce((sum, lane) => sum + lane.energyJ[bin]!, 0);
}

/** Mean number of requests that wait for any unit in a bin. */
export function waitingInBin(series: RunSeries, bin: number): number {
  const ns = binLengthNs(series, bin);
  return ns > 0 ? series.lanes.reduce((sum, lane) => sum + lane.waitingNs[bin]!, 0) / ns : 0;
}

/** Share of a bin in which units are busy, in the mean over units. */
export function busyInBin(series: RunSeries, bin: number): number {
  const ns = binLengthNs(series, bin) * series.lanes.length;
  const busyNs = series.lanes.reduce(
    (sum, lane) => sum + busyKinds.reduce((kinds, kind) => kinds + lane.ns[kind][bin]!, 0),
    0,
  );
  return ns > 0 ? busyNs / ns : 0;
}
