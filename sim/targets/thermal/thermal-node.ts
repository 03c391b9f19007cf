import { exp } from '../../engine/random/portable-math.ts';

/** One heat capacity behind one resistance to the surroundings. */
export interface ThermalParameters {
  /** K a watt, from the chip to the air. */
  readonly resistanceKPerW: number;
  /** J a kelvin, of chip, spreader and case. */
  readonly capacityJPerK: number;
  /** The device slows down from this temperature on, in degrees Celsius, */
  readonly throttleC: number;
  /** and runs freely again below this one. */
  readonly resumeC: number;
}

/** Temperature that a power leads to in the end. */
export const settledC = (parts: ThermalParameters, ambientC: number, powerW: number): number =>
  ambientC + powerW * parts.resistanceKPerW;

/**
 * Temperature after some time at constant power: dT/dt = (P R - (T - T_ambient)) / (R C), solved exactly, so that a step
 * may be of any length; the same on every machine, because a run's times may depend on it.
 */
export function temperatureAfter(
  parts: ThermalParameters,
  fromC: number,
  ambientC: number,
  powerW: number,
  seconds: number,
): number {
  const end = settledC(parts, ambientC, powerW);
  return end + (fromC - end) * exp(-seconds / (parts.resistanceKPerW * parts.capacityJPerK));
}

/** Seconds at constant power until a temperature is reached; Infinity where it never is, 0 where it is passed already. */
export function secondsUntil(
  parts: ThermalParameters,
  fromC: number,
  ambientC: number,
  powerW: number,
  toC: number,
): number {
  const end = settledC(parts, ambientC, powerW);
  const rises = end > fromC;
  if (rises ? fromC >= toC : fromC <= toC) return 0;
  if (rises ? end <= toC : end >= toC) return Number.POSITIVE_INFINITY;
  return parts.resistanceKPerW * parts.capacityJPerK * Math.log((fromC - end) / (toC - end));
}
