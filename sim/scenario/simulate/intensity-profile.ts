/** How much carbon a kilowatt-hour of the grid causes, step by step; it repeats after the last step. */
export interface IntensityProfile {
  /** Length of a step, ns: an hour, as a rule. */
  readonly stepNs: number;
  /** At least one value, gCO2e/kWh. */
  readonly gPerKwh: readonly number[];
  /** Time within the profile at which a run begins, ns. */
  readonly startNs: number;
}

const stepAt = ({ stepNs, startNs }: IntensityProfile, timeNs: number) =>
  Math.floor((startNs + timeNs) / stepNs);

/** Intensity at a time of the run, gCO2e/kWh. */
export function intensityAt(profile: IntensityProfile, timeNs: number): number {
  return profile.gPerKwh[stepAt(profile, timeNs) % profile.gPerKwh.length]!;
}

/** When the step that holds at `timeNs` ends, ns from the start of the run; always later than `timeNs`. */
export function stepEndNs(profile: IntensityProfile, timeNs: number): number {
  return (stepAt(profile, timeNs) + 1) * profile.stepNs - profile.startNs;
}

/** Whether the intensity changes at all. */
export function changes({ gPerKwh }: IntensityProfile): boolean {
  return gPerKwh.some((value) => value !== gPerKwh[0]);
}

/** @throws RangeError naming what was found and what is allowed */
export function checkIntensityProfile({ stepNs, gPerKwh, startNs }: IntensityProfile): void {
  if (!(stepNs >= 1 && stepNs < Number.POSITIVE_INFINITY))
    throw new RangeError(`a step of the intensity takes ${stepNs} ns; give 1 or more`);
  if (!(startNs >= 0 && startNs < Number.POSITIVE_INFINITY))
    throw new RangeError(`the intensity begins at ${startNs} ns; give 0 or more`);
  if (gPerKwh.length === 0) throw new RangeError('the intensity has no steps; give at least one');
  const odd = gPerKwh.find((value) => !(value >= 0 && value < Number.POSITIVE_INFINITY));
  if (odd !== undefined) throw new RangeError(`an intensity is ${odd} g/kWh; give 0 or more`);
}
