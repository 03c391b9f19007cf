import type { RecordedArrivals } from './arrival-shape.ts';

/** Mean time between the requests of a recording, the first gap counted from its beginning, ns: at least 1. */
export function recordedGapNs({ timeNs }: RecordedArrivals): number {
  return Math.max(1, timeNs.at(-1)! / timeNs.length);
}

/** The requests of a recording in [0, horizonNs), its times stretched to another mean gap. It is not repeated. */
export function recorded(shape: RecordedArrivals, meanGapNs: number, horizonNs: number): Float64Array {
  const stretch = meanGapNs / recordedGapNs(shape);
  const times = shape.timeNs.map((timeNs) => Math.round(timeNs * stretch));
  const after = times.findIndex((timeNs) => timeNs >= horizonNs);
  return after < 0 ? times : times.slice(0, after);
}
