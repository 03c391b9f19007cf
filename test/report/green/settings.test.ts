import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkZones } from '../../../sim/report/green/check-zones.ts';
import { gridIntensity } from '../../../sim/report/green/grid-intensity.ts';
import { loadSettings, noSettings } from '../../../sim/report/green/load-settings.ts';
import { obtainGrid } from '../../../sim/report/green/obtain-grid.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sparsewatt-settings-'));
});

async function settings(text: string) {
  const file = join(folder, 'report.yaml');
  await writeFile(file, `schemaVersion: 1\n${text}`);
  return loadSettings(file, 'report.yaml');
}
const table = { zone: 'DE', year: 2025 };

describe('gridIntensity', () => {
  it('reads zone, year and value of the yearly table', async () => {
    const grid = await gridIntensity('DE', 2025);
    expect(grid).toMatchObject({ zone: 'DE', zoneName: 'Germany', year: 2025 });
    expect(grid.gCO2ePerKwh).toBeGreaterThan(100);
    expect(grid.attribution).toContain('Electricity Maps');
  });

  it.each([
    ['Germany', 'DE (Germany)'],
    ['US-CAL', 'US-CAL-CISO'],
    ['DEE', 'DE (Germany)'],
    ['de', 'DE (Germany)'],
  ])('names near zones of %s', async (zone, near) => {
    await expect(gridIntensity(zone, 2025)).rejects.toThrow(near);
  });

  it.each(['toString', '__proto__', 'de'])('refuses the zone %s', async (zone) => {
    await expect(gridIntensity(zone, 2025)).rejects.toThrow('E_UNKNOWN_GRID_ZONE');
  });

  it('refuses a year without data, naming those there are', async () => {
    await expect(gridIntensity('DE', 2020)).rejects.toThrow(/2021, 2022, 2023, 2024, 2025/);
  });
});

describe('obtainGrid', () => {
  it('takes flags before settings before the scenario, and Ember only as a sensitivity', async () => {
    const { value } = await settings('grid: { zone: FR, year: 2024 }');
    expect((await obtainGrid({ zone: 'PL' }, value, table, '')).grid.zone).toBe('PL');
    expect((await obtainGrid({}, value, table, '')).grid).toMatchObject({ zone: 'FR', year: 2024 });
    const { grid, alternatives } = await obtainGrid({}, noSettings, table, '');
    expect(grid).toMatchObject({ ...table, licence: 'ODbL-1.0', fallback: false, basis: 'location-based' });
    const ember = alternatives.filter(({ label }) => label.includes('Ember'));
    expect(ember).toEqual([expect.objectContaining({ use: 'sensitivity' })]);
  });

  it('takes the mean of an hourly CSV', async () => {
    await writeFile(join(folder, 'hours.csv'), 'hour,gCO2ePerKwh\n0,100\n1,300\n');
    const { value } = await settings(
      'grid: { hourly: hours.csv, name: site, year: 2025, kind: average, source: meter of the site, licence: own }',
    );
    const { grid } = await obtainGrid({}, value, table, join(folder, 'report.yaml'));
    expect(grid).toMatchObject({ gCO2ePerKwh: 200, low: 100, high: 300, kind: 'average' });
  });

  it.each([
    ['hour,gCO2ePerKwh\n0,100\n2,300\n', /hours\.csv:3.*is 2 where 1 is due/s],
    ['hour,gCO2ePerKwh\n0,-5\n', /hours\.csv:2.*grams from 0 on/s],
    ['hour,gCO2ePerKwh\n0,\n', /hours\.csv:2/],
    ['hour,gCO2ePerKwh\n', /no rows/],
    ['hour,price\n0,1\n', /no column "price"/],
  ])('refuses the hourly CSV %j', async (text, message) => {
    await writeFile(join(folder, 'hours.csv'), text);
    const { value } = await settings(
      'grid: { hourly: hours.csv, name: site, year: 2025, kind: average, source: meter, licence: own }',
    );
    await expect(obtainGrid({}, value, table, join(folder, 'report.yaml'))).rejects.toThrow(message);
  });
});

describe('checkZones', () => {
  it('refuses every zone that is not in the table, each with its place and a next step', async () => {
    const parsed = await settings(
      'grid: { zone: DE }\nregions: [FR, Sweden]\nfleet: { devices: 1, inferencesPerDeviceDay: 1, years: 1, regions: { QQ: 1 } }',
    );
    await expect(checkZones(parsed, undefined, 2025)).rejects.toThrow(
      /report\.yaml:3:.*"Sweden".*SE \(Sweden\).*report\.yaml:4:.*"QQ".*intensity of your own/s,
    );
    const { value } = await settings('regions: [FR]');
    await checkZones({ ...parsed, value }, undefined, 2025);
    await expect(checkZones({ ...parsed, value }, 2020, 2025)).rejects.toThrow('E_UNKNOWN_GRID_YEAR');
  });
});

describe('loadSettings', () => {
  it.each([
    ['pue: { value: 0.9, source: site }', /report\.yaml:2.*pue\.value/s],
    ['pue: { value: 1.2 }', /pue\.source/],
    ['pue: { value: 1.2, low: 1.3, source: site }', /interval that does not contain/],
    [
      'fleet: { devices: 10, inferencesPerDeviceDay: 1, years: 1, regions: { DE: 0.5, FR: 0.4 } }',
      /sum to 0\.9/,
    ],
    ['grid: { hourly: h.csv, name: site, year: 2025, kind: average, source: meter }', /grid/],
    ['budgets: []', /budgets/],
  ])('refuses %j with its place', async (text, message) => {
    await expect(settings(text)).rejects.toThrow(message);
  });

  it('names a file that is missing', async () => {
    await expect(loadSettings(join(folder, 'none.yaml'), 'none.yaml')).rejects.toThrow(
      /none\.yaml.*no such file/,
    );
  });
});
