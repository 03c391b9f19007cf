import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import type { HourlyGrid } from '../report/run-report.ts';
import { type IntensityProfile, intensityAt } from './simulate/intensity-profile.ts';

const hourS = 3600;

/**
 * What a run tells of the hourly intensities that it was simulated under: the hours of its horizon, and what the comments
 * of the file say of source and licence.
 * @param shownAs path as the scenario has it
 */
export async function hourlyGrid(
  file: string,
  shownAs: string,
  profile: IntensityProfile,
  horizonS: number,
): Promise<HourlyGrid> {
  const text = await readFile(file, 'utf8');
  const hours = Array.from({ length: Math.max(1, Math.ceil(horizonS / hourS)) }, (_, hour) =>
    intensityAt(profile, hour * hourS * 1e9),
  );
  return {
    file: shownAs,
    sha256: createHash('sha256').update(text).digest('hex'),
    meanGPerKwh: hours.reduce((sum, g) => sum + g, 0) / hours.length,
    leastGPerKwh: Math.min(...hours),
    mostGPerKwh: Math.max(...hours),
    about: text
      .split(/\r?\n/)
      .filter((line) => line.startsWith('#'))
      .map((line) => line.slice(1).trim())
      .join(' '),
  };
}
