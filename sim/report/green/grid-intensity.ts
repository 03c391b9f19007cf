import { createHash } from 'node:crypto';
import { didYouMean } from '../../schema/did-you-mean.ts';
import { InputError } from '../../schema/input-error.ts';

/** Carbon intensity of a grid zone in one year, with what an auditor needs to look it up. */
export interface GridIntensity {
  readonly zone: string;
  readonly zoneName: string;
  readonly year: number;
  readonly gCO2ePerKwh: number;
  /** Yearly average, life-cycle factors, flow-traced consumption (Electricity Maps methodology). */
  readonly kind: 'average, life-cycle, consumption';
  readonly attribution: string;
  /** Name of the table of that year, and SHA-256 of its JSON. */
  readonly table: { readonly file: string; readonly sha256: string };
}

interface ZoneRecord {
  readonly zone: { readonly zoneName: string };
  readonly carbonIntensity: { readonly value: number; readonly unit: string };
}
type YearTable = { readonly data: Readonly<Record<string, ZoneRecord>> };

const attribution =
  'Grid intensity: Electricity Maps (https://www.electricitymaps.com), yearly averages republished in CO2.js ' +
  '(@tgwf/co2) under the Open Database License 1.0';

// The package ships no types; a variable specifier keeps the compiler from asking for them.
const specifier: string = '@tgwf/co2/data/electricity-maps';

const hashes = new WeakMap<YearTable, string>();
function hashOf(table: YearTable): string {
  const known = hashes.get(table) ?? createHash('sha256').update(JSON.stringify(table.data)).digest('hex');
  hashes.set(table, known);
  return known;
}

/** The yearly tables that the package ships, by year. */
export async function yearTables(): Promise<ReadonlyMap<number, YearTable>> {
  const module = (await import(specifier)) as Record<string, YearTable | undefined>;
  const tables = new Map<number, YearTable>();
  for (const [name, table] of Object.entries(module)) {
    const year = /^yearly(\d{4})$/.exec(name)?.[1];
    if (year && table) tables.set(Number(year), table);
  }
  return tables;
}

function refusal(
  code: string,
  message: string,
  allowed: readonly string[],
  meant: string | null,
  hint?: string,
): InputError {
  return new InputError([
    {
      file: '',
      line: 0,
      column: 0,
      code,
      path: '',
      message,
      ...(meant ? { didYouMean: meant } : {}),
      ...(allowed.length > 0 ? { allowed } : {}),
      ...(hint ? { hint } : {}),
    },
  ]);
}

/** Zones that the user may have meant: parts of a country, a country's name, then codes spelt alike. */
function nearZones(zone: string, data: YearTable['data']): readonly string[] {
  const wanted = zone.toLowerCase();
  const codes = Object.keys(data).sort();
  const same = codes.filter((code) => code.toLowerCase() === wanted);
  if (same.length > 0) return same;
  const parts = codes.filter((code) => code.toLowerCase().startsWith(`${wanted}-`));
  const named = codes.filter((code) => data[code]!.zone.zoneName.toLowerCase().includes(wanted));
  const alike = didYouMean(zone, codes);
  const sameCountry = codes.filter((code) => code.split('-')[0] === zone.toUpperCase().split('-')[0]);
  return [...new Set([...parts, ...named, ...(alike ? [alike] : []), ...sameCountry])].slice(0, 8);
}

/**
 * Looks up the yearly average intensity of a zone.
 * @throws InputError when the zone or the year is not in the table, naming near zones or the years there are
 */
export async function gridIntensity(zone: string, year: number): Promise<GridIntensity> {
  const tables = await yearTables();
  const table = tables.get(year);
  if (!table) {
    const years = [...tables.keys()].sort().map(String);
    throw refusal('E_UNKNOWN_GRID_YEAR', `there is no grid data for ${year}`, years, years.at(-1) ?? null);
  }
  const record = Object.hasOwn(table.data, zone) ? table.data[zone] : undefined;
  if (!record) {
    const near = nearZones(zone, table.data);
    const label = (code: string) => `${code} (${table.data[code]!.zone.zoneName})`;
    throw refusal(
      'E_UNKNOWN_GRID_ZONE',
      `there is no grid zone "${zone}" among the ${Object.keys(table.data).length} of Electricity Maps ${year}` +
        (near.length > 0 ? `; near it: ${near.map(label).join(', ')}` : ''),
      [],
      near[0] ?? null,
      'name a country by its two letters (DE, FR) or a part of it (US-CAL-CISO), or state an intensity of your own as grid in --settings (docs/reports.md)',
    );
  }
  return {
    zone,
    zoneName: record.zone.zoneName,
    year,
    gCO2ePerKwh: record.carbonIntensity.value,
    kind: 'average, life-cycle, consumption',
    attribution,
    table: { file: `${specifier} yearly${year}`, sha256: hashOf(table) },
  };
}
