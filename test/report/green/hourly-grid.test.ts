import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { csv } from '../../../sim/report/formats/csv.ts';
import { buildGreenReport } from '../../../sim/report/green/build-green-report.ts';
import { noSettings } from '../../../sim/report/green/load-settings.ts';
import { obtainGrid } from '../../../sim/report/green/obtain-grid.ts';
import type { HourlyGrid } from '../../../sim/report/run-report.ts';
import { hourlyGrid } from '../../../sim/scenario/hourly-grid.ts';
import { greenInput } from '../green-sample.ts';

const hourly: HourlyGrid = {
  file: 'grid/site.csv',
  sha256: 'ab'.repeat(32),
  meanGPerKwh: 300,
  leastGPerKwh: 100,
  mostGPerKwh: 500,
  about: 'Average intensity of the site. Published under CC BY 4.0.',
};
const kindOf = async (about: string) =>
  (await obtainGrid({}, noSettings, { ...ofRun, hourly: { ...hourly, about } }, 'x')).grid.kind;
const ofRun = { zone: 'DE', year: 2025, hourly };

/** The sample, where every policy met another mix of hours: the dearest in energy the cleanest of them. */
async function shifted() {
  const input = await greenInput();
  const ranked = [...input.run.results]
    .filter((row) => row.energyPerInferenceJ)
    .sort((a, b) => b.energyPerInferenceJ! - a.energyPerInferenceJ!);
  const intensity = (policy: string) => 100 * (1 + ranked.findIndex((row) => row.policy === policy)) ** 2;
  const results = input.run.results.map((row) => ({
    ...row,
    emissionsPerInferenceG:
      row.energyPerInferenceJ === null ? null : (row.energyPerInferenceJ / 3.6e6) * intensity(row.policy),
  }));
  return { ...input, run: { ...input.run, results } };
}

describe('a run under hourly intensities', () => {
  it('is reported with every joule at the intensity of its hour, also in the raw ledger', async () => {
    const input = await shifted();
    const { grid, alternatives } = await obtainGrid({}, noSettings, ofRun, '');
    expect(grid).toMatchObject({ year: null, kind: 'average', gCO2ePerKwh: 300 });
    expect(grid.licence).toBe('Published under CC BY 4.0.');
    // No year is the one of the report: all of them are other figures for the same place.
    expect(alternatives.filter(({ label }) => /^DE \d/.test(label)).length).toBeGreaterThanOrEqual(5);
    const report = buildGreenReport({ ...input, grid, alternatives });
    for (const row of report.rows) {
      const emitted = input.run.results.find((result) => result.policy === row.policy)!
        .emissionsPerInferenceG!;
      expect(row.operational.value / emitted).toBeCloseTo(1, 12);
      expect(row.sci.value).toBeGreaterThanOrEqual(row.sciBounds.low);
    }
    const ledger = String((await csv(report)).find(({ name }) => name === 'ledger.csv')!.content);
    const lead = report.rows.find(({ id }) => id === report.claims[report.headline!]!.subject)!;
    expect(ledger).toContain(`,${lead.gCO2ePerKwh},`);
    expect(report.checklist.filter(({ holds }) => !holds).map(({ item }) => item)).toEqual([
      'Accountable person and contact',
    ]);
    expect(report.inputs).toContainEqual({ name: 'grid', file: 'grid/site.csv', sha256: hourly.sha256 });
  });

  it('leads with the policy that emits least, not with the one that needs least energy', async () => {
    const input = await shifted();
    const { grid } = await obtainGrid({}, noSettings, ofRun, '');
    const best = (report: ReturnType<typeof buildGreenReport>) => {
      const { subject } = report.claims[0]!;
      return report.rows.find(({ id }) => id === subject)!.policy;
    };
    const byHour = buildGreenReport({ ...input, grid, alternatives: [] });
    const byYear = buildGreenReport(input);
    expect(best(byHour)).not.toBe(best(byYear));
    expect(byYear.warnings.join(' ')).toContain('hourly intensities');
    expect(byHour.warnings.join(' ')).not.toContain('hourly intensities');
  });

  it.each([
    ['', 'Every data table has a licence'],
    ['Under CC BY 4.0.', 'Location-based intensity; average or marginal is stated'],
  ])('fails the checklist where the file says only %j', async (about, item) => {
    const { grid } = await obtainGrid({}, noSettings, { ...ofRun, hourly: { ...hourly, about } }, '');
    const { checklist } = buildGreenReport({ ...(await shifted()), grid, alternatives: [] });
    expect(checklist.find((entry) => entry.item === item)).toMatchObject({ holds: false });
  });

  it('is described by the hours of its horizon and the comments of its file', async () => {
    const file = join(await mkdtemp(join(tmpdir(), 'sparsewatt-hours-')), 'grid.csv');
    await writeFile(file, '# One.\n# Two.\nhour,gCO2ePerKwh\n0,1\n1,2\n2,9\n');
    const profile = { stepNs: 3.6e12, gPerKwh: [1, 2, 9], startNs: 3.6e12 };
    expect(await hourlyGrid(file, 'grid.csv', profile, 7200)).toMatchObject({
      ...{ meanGPerKwh: 5.5, leastGPerKwh: 2, mostGPerKwh: 9, about: 'One. Two.' },
    });
  });

  it('reads average or marginal from the comments, and neither where they name both', async () => {
    expect(await kindOf('Average intensity, not marginal.')).toBe('average');
    expect(await kindOf('column carbon_intensity_avg')).toBe('average');
    expect(await kindOf('Marginal emissions of the grid')).toBe('marginal');
    expect(await kindOf('Average and marginal intensities')).toBe('not stated');
    expect(await kindOf('Intensity of the site')).toBe('not stated');
  });
});
