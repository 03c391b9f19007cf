import type { RunSeries } from '../../session/questions.ts';
import { binLengthNs, busyInBin, energyInBinJ, powerInBinW, waitingInBin } from './in-bin.ts';

/** A recorded run from its start to an instant. */
export interface SoFar {
  /** Ended by then, to the last bin that is over. */
  readonly done: number;
  readonly missed: number;
  readonly dropped: number;
  readonly correct: number;
  /** J; within a bin energy counts as spent evenly. */
  readonly energyJ: number;
  /** The instant's bin. */
  readonly bin: number;
  /** In that bin: W of all units, mean requests waiting, share of the time that units were busy. */
  readonly powerW: number;
  readonly waiting: number;
  readonly busyShare: number;
}

/** @param atNs not after the series' end */
export function soFar(series: RunSeries, atNs: number): SoFar {
  const { binNs, toNs } = series;
  const count = series.done.length;
  const whole = atNs >= toNs ? count : Math.min(count, Math.floor(atNs / binNs));
  const sum = (values: Float64Array) => {
    let total = 0;
    for (let bin = 0; bin < whole; bin++) total += values[bin]!;
    return total;
  };
  let energyJ = 0;
  for (let bin = 0; bin < whole; bin++) energyJ += energyInBinJ(series, bin);
  if (whole < count)
    energyJ += (energyInBinJ(series, whole) * (atNs - whole * binNs)) / binLengthNs(series, whole);
  const bin = Math.max(0, Math.min(count - 1, Math.floor(atNs / binNs)));
  return {
    done: sum(series.done),
    missed: sum(series.missed),
    dropped: sum(series.dropped),
    correct: sum(series.correct),
    energyJ,
    bin,
    powerW: powerInBinW(series, bin),
    waiting: waitingInBin(series, bin),
    busyShare: busyInBin(series, bin),
  };
}
