import type { HourlyGrid } from '../run-report.ts';
import type { Grid } from './schema/grid-schema.ts';

/** The first sentence that speaks of a licence; empty where none does. */
const licenceIn = (about: string): string =>
  about
    .split(/(?<=\.)\s+/)
    .find((sentence) => /licen[cs]e|public domain|\bCC[ -]?(BY|0)|ODbL/i.test(sentence)) ?? '';

function kindIn(about: string): Grid['kind'] {
  if (/marginal/i.test(about)) return 'marginal';
  return /average|avg/i.test(about) ? 'average' : 'not stated';
}

/**
 * Electricity of a run that was simulated hour by hour: each joule counts at the intensity of its hour. Licence and kind are
 * read from the comments of the file; what they do not say fails the checklist.
 */
export function gridOfRun(hourly: HourlyGrid, zone: string, zoneName: string): Grid {
  const { file, sha256, meanGPerKwh, leastGPerKwh, mostGPerKwh, about } = hourly;
  return {
    zone,
    zoneName,
    year: null,
    gCO2ePerKwh: meanGPerKwh,
    low: meanGPerKwh,
    high: meanGPerKwh,
    table: { file, sha256 },
    hourly: { leastGCO2ePerKwh: leastGPerKwh, mostGCO2ePerKwh: mostGPerKwh },
    kind: kindIn(about),
    scope: 'as the file says',
    basis: 'location-based',
    attribution: `Grid intensity: hours of ${file}${about === '' ? '' : `: ${about.replace(/\.$/, '')}`}`,
    licence: licenceIn(about),
    fallback: false,
  };
}
