import { secondsUntil, settledC, type ThermalParameters } from './thermal-node.ts';

/** What becomes of a device that computes without a pause. */
export interface SustainedRun {
  /** Temperature that it would settle at if it never slowed down, in degrees Celsius. */
  readonly settledC: number;
  /** Seconds from ambient temperature until it slows down; null: it never does. */
  readonly throttlesAfterS: number | null;
  /** Share of full speed that it keeps up for ever. */
  readonly speedShare: number;
  /** Mean power of that, in W. */
  readonly powerW: number;
}

/**
 * A device that throttles by duty: it computes at full power up to the throttling temperature, pauses until the lower one,
 * and so on. Over one such cycle the mean power is between the powers that hold the two temperatures.
 * @param idleW power while it pauses
 * @throws RangeError where it overheats at idle already
 */
export function sustainedRun(
  parts: ThermalParameters,
  ambientC: number,
  powerW: number,
  idleW: number,
): SustainedRun {
  const end = settledC(parts, ambientC, powerW);
  const until = secondsUntil(parts, ambientC, ambientC, powerW, parts.throttleC);
  if (until === Number.POSITIVE_INFINITY)
    return { settledC: end, throttlesAfterS: null, speedShare: 1, powerW };
  if (settledC(parts, ambientC, idleW) >= parts.resumeC)
    throw new RangeError(
      `at ${ambientC} degrees Celsius the device stays above ${parts.resumeC} even at its ${idleW} W of idle power`,
    );
  const heating = secondsUntil(parts, parts.resumeC, ambientC, powerW, parts.throttleC);
  const cooling = secondsUntil(parts, parts.throttleC, ambientC, idleW, parts.resumeC);
  const speedShare = heating / (heating + cooling);
  return {
    settledC: end,
    throttlesAfterS: until,
    speedShare,
    powerW: speedShare * powerW + (1 - speedShare) * idleW,
  };
}
