import type { Recording } from '../../session/questions.ts';
import { binLengthNs, energyInBinJ } from './in-bin.ts';

const joulesPerKwh = 3.6e6;

/** Emissions of a recorded run up to an instant, gCO2e, every bin at the intensity of its middle; null where the run knows none. */
export function emissionsSoFarG({ series, intensityGPerKwh }: Recording, atNs: number): number | null {
  if (!intensityGPerKwh) return null;
  let grams = 0;
  for (let bin = 0; bin < intensityGPerKwh.length && bin * series.binNs < atNs; bin++) {
    const share = Math.min(1, (atNs - bin * series.binNs) / binLengthNs(series, bin));
    grams += ((share * energyInBinJ(series, bin)) / joulesPerKwh) * intensityGPerKwh[bin]!;
  }
  return grams;
}
