import { dirname, resolve } from 'node:path';
import type { HourlyGrid } from '../run-report.ts';
import { gridIntensity, yearTables } from './grid-intensity.ts';
import { gridOfRun } from './grid-of-run.ts';
import { countryOf } from './iso-countries.ts';
import { readHourly } from './read-hourly.ts';
import type { Grid, GridAlternative } from './schema/grid-schema.ts';
import type { ReportSettings } from './settings-schema.ts';

/** Zones that a report shows beside its own where the settings name none: low, middling and high ones. */
const commonRegions = ['SE', 'FR', 'DE', 'US', 'CN', 'IN'];

/** The electricity of a report, and what else it might have been. */
export interface ObtainedGrid {
  readonly grid: Grid;
  readonly alternatives: readonly GridAlternative[];
}

async function fromTable(zone: string, year: number): Promise<Grid> {
  const found = await gridIntensity(zone, year);
  return {
    zone,
    zoneName: found.zoneName,
    year,
    gCO2ePerKwh: found.gCO2ePerKwh,
    low: found.gCO2ePerKwh,
    high: found.gCO2ePerKwh,
    hourly: null,
    table: found.table,
    kind: 'average',
    scope: 'life-cycle, consumption (flow-traced)',
    basis: 'location-based',
    attribution: found.attribution,
    licence: 'ODbL-1.0',
    fallback: false,
  };
}

/** Ember's average of the zone's country; its year is not in the package, so it is a sensitivity and never the value. */
async function ember(zone: string): Promise<GridAlternative | null> {
  const country = countryOf(zone);
  // The package ships no types; a variable specifier keeps the compiler from asking for them.
  const specifier = '@tgwf/co2/data';
  const { averageIntensity } = (await import(specifier)) as {
    averageIntensity: { data: Readonly<Record<string, number>> };
  };
  const value = country === undefined ? undefined : averageIntensity.data[country];
  return value === undefined
    ? null
    : { label: `${country}, Ember (CC BY-SA 4.0, year not stated)`, use: 'sensitivity', gCO2ePerKwh: value };
}

async function alternatives(
  zone: string,
  year: number,
  regions: readonly string[],
  skippedYear: number | null,
): Promise<GridAlternative[]> {
  const tables = await yearTables();
  const years = [...tables]
    .filter(([other]) => other !== skippedYear)
    .sort(([a], [b]) => a - b)
    .flatMap(([other, table]): GridAlternative[] => {
      const record = Object.hasOwn(table.data, zone) ? table.data[zone] : undefined;
      return record
        ? [{ label: `${zone} ${other}`, use: 'sensitivity', gCO2ePerKwh: record.carbonIntensity.value }]
        : [];
    });
  const places = await Promise.all(
    regions
      .filter((other) => other !== zone)
      .map(async (other): Promise<GridAlternative> => {
        const { gCO2ePerKwh, zoneName } = await gridIntensity(other, year);
        return { label: `${other} (${zoneName})`, use: 'region', gCO2ePerKwh };
      }),
  );
  const other = await ember(zone);
  return [...(other ? [other] : []), ...years, ...places];
}

/**
 * The electricity of a report: what the flags say, else the settings, else what the run was simulated under: hours of a file,
 * or the year of its zone. Nothing ever stands in for a zone or year that is not there.
 * @param wanted zone and year of the flags @param ofRun what the run was simulated under
 * @param settingsFile paths in the settings are relative to it
 * @throws InputError on an unknown zone or year, or a broken CSV
 */
export async function obtainGrid(
  wanted: { readonly zone?: string | undefined; readonly year?: number | undefined },
  settings: ReportSettings,
  ofRun: { readonly zone: string; readonly year: number; readonly hourly?: HourlyGrid | undefined },
  settingsFile: string,
): Promise<ObtainedGrid> {
  const set = wanted.zone === undefined ? settings.grid : undefined;
  if (set && !('zone' in set)) {
    const own =
      'hourly' in set
        ? {
            ...(await readHourly(resolve(dirname(settingsFile), set.hourly), set.hourly)),
            source: set.source,
            scope: 'not stated',
          }
        : {
            table: null,
            value: set.gCO2ePerKwh.value,
            low: set.gCO2ePerKwh.low,
            high: set.gCO2ePerKwh.high,
            source: set.gCO2ePerKwh.source,
            scope: set.scope,
          };
    const grid: Grid = {
      zone: set.name,
      zoneName: set.name,
      year: set.year,
      gCO2ePerKwh: own.value,
      low: own.low ?? own.value,
      high: own.high ?? own.value,
      hourly: null,
      table: own.table,
      kind: set.kind,
      scope: own.scope,
      basis: 'location-based',
      attribution: `Grid intensity: ${own.source}`,
      licence: set.licence,
      fallback: false,
    };
    return { grid, alternatives: [] };
  }
  const zone = wanted.zone ?? set?.zone ?? ofRun.zone;
  const year = wanted.year ?? set?.year ?? ofRun.year;
  const yearly = await fromTable(zone, year);
  const asked = wanted.zone !== undefined || wanted.year !== undefined || set !== undefined;
  const grid = ofRun.hourly && !asked ? gridOfRun(ofRun.hourly, zone, yearly.zoneName) : yearly;
  const others = await alternatives(zone, year, settings.regions ?? commonRegions, grid.year);
  return { grid, alternatives: others };
}
