import { readHours } from '../schema/read-hours.ts';
import type { IntensityProfile } from './simulate/intensity-profile.ts';

const hourNs = 3.6e12;

/**
 * Intensities of a CSV of `hour,gCO2ePerKwh`. After the last hour the first comes again.
 * @param shownAs path for messages @param startHour hour of the file at which a run begins
 * @throws InputError with every fault
 */
export async function loadIntensity(
  file: string,
  shownAs: string,
  startHour: number,
): Promise<IntensityProfile> {
  const gPerKwh = await readHours(file, shownAs, startHour);
  return { stepNs: hourNs, gPerKwh, startNs: startHour * hourNs };
}
