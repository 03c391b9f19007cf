import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { assessPolicy } from '../../../sim/report/green/assess-policy.ts';
import { buildGreenReport } from '../../../sim/report/green/build-green-report.ts';
import { gridIntensity } from '../../../sim/report/green/grid-intensity.ts';
import { type GridZones, gridZones } from '../../../sim/report/green/grid-zones.ts';
import { greenInput, greenRun } from '../green-sample.ts';

let all: GridZones;
beforeAll(async () => {
  all = await gridZones();
});

const run = greenRun();
const fitting = run.results.filter((row) => row.energyPerInferenceJ !== null);

const ask = (row: (typeof fitting)[number], grid: { zone: string; year: number } | null) =>
  assessPolicy({
    cells: run.cells.filter(({ target }) => target === row.target),
    results: run.results.filter(
      ({ target, runtime, policy }) =>
        target === row.target && runtime === row.runtime && policy === row.policy,
    ),
    denseLoad: row.denseLoad,
    ofRun: { zone: 'DE', year: 2025 },
    grid,
  });

describe('a row assessed alone', () => {
  it('is the row of the whole report, and its tornado that of the headline', async () => {
    const report = buildGreenReport(await greenInput());
    const lead = report.claims[report.headline!]!.subject;
    for (const row of fitting) {
      const alone = (await ask(row, null))!;
      const { role, ...whole } = report.rows.find(({ id }) => id === alone.row.id)!;
      const { role: _, ...own } = alone.row;
      expect(own).toEqual(whole);
      if (alone.row.id === lead) expect(alone.tornado).toEqual(report.tornado);
    }
    expect(fitting.length).toBeGreaterThan(2);
  });

  it('has operational emissions that are its energy times the intensity of any zone and year', async () => {
    const grids = all.zones.flatMap(({ zone, years }) => years.map((year) => ({ zone, ...year })));
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...grids), fc.constantFrom(...fitting), async (grid, row) => {
        const { row: at, tornado } = (await ask(row, grid))!;
        const expected = (at.energyFacilityKwh / at.inferences) * grid.gPerKwh;
        expect(Math.abs(at.operational.value - expected)).toBeLessThanOrEqual(1e-12 * expected);
        expect(at.energyPerInference.value).toBe(row.energyPerInferenceJ);
        for (const { atLow, atHigh } of tornado) {
          expect(Math.min(atLow, atHigh)).toBeLessThanOrEqual(at.sci.value * (1 + 1e-12));
          expect(Math.max(atLow, atHigh)).toBeGreaterThanOrEqual(at.sci.value * (1 - 1e-12));
        }
      }),
      { seed: 8, numRuns: 20 },
    );
  });

  it('is nothing where there is no energy', async () => {
    const none = { ...fitting[0]!, energyPerInferenceJ: null };
    const asked = {
      cells: run.cells,
      results: [none],
      denseLoad: none.denseLoad,
      ofRun: { zone: 'DE', year: 2025 },
    };
    expect(await assessPolicy({ ...asked, grid: null })).toBeNull();
  });
});

describe('zones', () => {
  it('are all that can be looked up, each with its years, newest first', async () => {
    expect(all.zones.length).toBeGreaterThan(300);
    expect(all.attribution).toContain('Open Database License');
    for (const { zone, name, years } of all.zones.filter((_, at) => at % 25 === 0)) {
      const sorted = years.map(({ year }) => year).toSorted((a, b) => b - a);
      expect(years.map(({ year }) => year)).toEqual(sorted);
      for (const { year, gPerKwh } of years)
        expect(await gridIntensity(zone, year)).toMatchObject({ zoneName: name, gCO2ePerKwh: gPerKwh });
    }
  });
});
