import type { HourlyGrid } from '../run-report.ts';
import type { Grid } from './schema/grid-schema.ts';

/** The first sentence that speaks of a licence; empty where none does. */
const licenceIn = (about: string): string =>
  about
    .split(/(?<=\.)\s+/)
    .find((sentence) => /licen[cs]e|public domain|\bCC[ -]?(BY|0)|ODbL/i.test(sentence)) ?? '';

function kindIn(about: string): Grid['kind'] {
  // "average, not marginal" says average; a text that names both says neither.
  const said = about.replaceAll(
    /\b(not|no|non|instead of|rather than)[\s-]+(the\s+)?(marginal|average|avg)\b/gi,
    '',
  );
  const marginal = /marginal/i.test(said);
  const average = /average|avg/i.test(said);
  if (marginal === average) return 'not stated';
  return marginal ? 'marginal' : 'average';
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
