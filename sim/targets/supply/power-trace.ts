/** Power that comes in, constant between two instants; after the last it stays. */
export interface PowerTrace {
  /** Ascending, whole ns, the first 0. */
  readonly fromNs: Float64Array;
  /** W, 0 or more. */
  readonly watts: Float64Array;
}

/** Nothing comes in. */
export const noPower: PowerTrace = { fromNs: Float64Array.of(0), watts: Float64Array.of(0) };

/** Index of the step that holds at a time. @param from a step that does not begin later */
export function stepOf({ fromNs }: PowerTrace, timeNs: number, from = 0): number {
  let step = from;
  while (step + 1 < fromNs.length && fromNs[step + 1]! <= timeNs) step++;
  return step;
}

/** Energy that comes in from 0 to a time, J. */
export function energyUntilJ({ fromNs, watts }: PowerTrace, untilNs: number): number {
  let joules = 0;
  for (let step = 0; step < watts.length && fromNs[step]! < untilNs; step++) {
    const endNs = Math.min(untilNs, fromNs[step + 1] ?? untilNs);
    joules += watts[step]! * (endNs - fromNs[step]!) * 1e-9;
  }
  return joules;
}
