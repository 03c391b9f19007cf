import { attribution, yearTables } from './grid-intensity.ts';

/** A zone with its yearly averages. */
export interface GridZone {
  readonly zone: string;
  readonly name: string;
  /** gCO2e/kWh by year, the newest first. */
  readonly years: readonly { readonly year: number; readonly gPerKwh: number }[];
}

/** All zones by code, and whom the intensities are from. */
export interface GridZones {
  readonly attribution: string;
  readonly zones: readonly GridZone[];
}

/** The zones of the tables that `gridIntensity` looks up. */
export async function gridZones(): Promise<GridZones> {
  const zones = new Map<string, { name: string; years: { year: number; gPerKwh: number }[] }>();
  const tables = [...(await yearTables())].sort(([a], [b]) => b - a);
  for (const [year, { data }] of tables)
    for (const [zone, record] of Object.entries(data)) {
      const known = zones.get(zone) ?? { name: record.zone.zoneName, years: [] };
      known.years.push({ year, gPerKwh: record.carbonIntensity.value });
      zones.set(zone, known);
    }
  return {
    attribution,
    zones: [...zones].sort(([a], [b]) => (a < b ? -1 : 1)).map(([zone, known]) => ({ zone, ...known })),
  };
}
