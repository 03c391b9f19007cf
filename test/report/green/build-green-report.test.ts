import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { buildGreenReport } from '../../../sim/report/green/build-green-report.ts';
import { greenReportSchema } from '../../../sim/report/green/schema/green-report-schema.ts';
import { fullSettings, greenInput, greenSample } from '../green-sample.ts';

describe('buildGreenReport', () => {
  it('conforms to its schema, and is the same for the same input', async () => {
    const report = await greenSample(fullSettings);
    expect(greenReportSchema.parse(JSON.parse(JSON.stringify(report)))).toEqual(report);
    expect(await greenSample(fullSettings)).toEqual(report);
    expect((await greenSample()).reportId).not.toBe(report.reportId);
  });

  it('documents every key of its schema', () => {
    const undocumented: string[] = [];
    const walk = (
      schema: { description?: string; properties?: object; items?: object; anyOf?: object[] },
      path: string,
    ) => {
      for (const [key, value] of Object.entries(schema.properties ?? {})) {
        if (!value.description) undocumented.push(`${path}.${key}`);
        walk(value, `${path}.${key}`);
      }
      for (const inner of [schema.items, ...(schema.anyOf ?? [])]) if (inner) walk(inner, path);
    };
    walk(z.toJSONSchema(greenReportSchema, { target: 'draft-7' }) as object, '');
    expect(undocumented).toEqual([]);
  });

  it('multiplies energy by PUE and intensity, adds the making, and contains its own draws', async () => {
    const input = await greenInput(fullSettings);
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 3, noNaN: true }),
        fc.double({ min: 1, max: 2000, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (pue, intensity, spread) => {
          const grid = {
            ...input.grid,
            gCO2ePerKwh: intensity,
            low: intensity * (1 - 0.5 * spread),
            high: intensity * (1 + spread),
          };
          const settings = {
            ...fullSettings,
            pue: { value: pue, high: pue * (1 + spread), source: 'drawn' },
          };
          const report = buildGreenReport({ ...input, grid, settings });
          for (const row of report.rows) {
            const expected = (row.energyPerInference.value / 3.6e6) * pue * intensity;
            expect(row.operational.value / expected).toBeCloseTo(1, 12);
            expect(row.sci.value).toBeCloseTo(row.operational.value + row.embodied!.value, 15);
            expect(row.sci.low).toBeGreaterThanOrEqual(row.sciBounds.low * (1 - 1e-9));
            expect(row.sci.high).toBeLessThanOrEqual(row.sciBounds.high * (1 + 1e-9));
          }
        },
      ),
      { seed: 1, numRuns: 2 },
    );
  });

  it('passes its own checklist once somebody answers for it', async () => {
    const open = (await greenSample()).checklist.filter(({ holds }) => !holds);
    expect(open.map(({ item }) => item)).toEqual(['Accountable person and contact']);
    expect((await greenSample(fullSettings)).checklist.filter(({ holds }) => !holds)).toEqual([]);
  });

  it('says "not assessed" where no source knows the making, never 0', async () => {
    const report = await greenSample();
    expect(report.rows.every((row) => row.embodied === null)).toBe(true);
    const listed = ({ boundary }: typeof report) =>
      [boundary.included, boundary.excluded].map((points) =>
        points.some(({ what }) => what.startsWith('making of the device')),
      );
    expect(listed(report)).toEqual([false, true]);
    expect(listed(await greenSample(fullSettings))).toEqual([true, false]);
  });

  it('cancels the error that both sides of a comparison share', async () => {
    const { claims, headline } = await greenSample();
    const claim = claims[headline!]!;
    const saving = claim.saving!;
    expect(saving.value).toBeCloseTo(1 - 4.31 / 9.87, 6);
    // One runtime, one chip, the same share at rest: the factor of 0.6 to 1.8 on both is gone.
    expect(saving.high - saving.low).toBeLessThan(0.001);
    expect(claim.verdict).toBe('saves');
    expect(claim.sameMethod.every(({ equal }) => equal)).toBe(true);
  });

  it('states headline and baseline by a second functional unit, divided by the same number', async () => {
    const { otherUnit, claims, headline, rows } = await greenSample(fullSettings);
    const { subject, baseline } = claims[headline!]!;
    const sciOf = (id: string | null) => rows.find((row) => row.id === id)!.sci;
    expect(otherUnit!.sci.value * 4).toBeCloseTo(sciOf(subject).value, 15);
    expect(otherUnit!.baselineSci!.high * 4).toBeCloseTo(sciOf(baseline).high, 15);
    expect((await greenSample()).otherUnit).toBeNull();
  });

  it('sums a fleet over its regions to the mix', async () => {
    const input = await greenInput(fullSettings);
    const regions = [
      { zone: 'DE', share: 0.25, gCO2ePerKwh: 342 },
      { zone: 'FR', share: 0.75, gCO2ePerKwh: 31 },
    ];
    const { fleet } = buildGreenReport({ ...input, regions });
    const of = (region: string) =>
      fleet!.rows.find((row) => row.region === region && row.policy !== 'dense')!;
    expect(of('mix').emissions.value).toBeCloseTo(of('DE').emissions.value + of('FR').emissions.value, 9);
    expect(of('mix').energyKwh).toBeCloseTo(of('DE').energyKwh + of('FR').energyKwh, 9);
  });

  it('counts the rest and the making of a fleet by time, its work by inference', async () => {
    const input = await greenInput(fullSettings);
    const at = (inferencesPerDeviceDay: number) => {
      const settings = { ...fullSettings, fleet: { ...fullSettings.fleet!, inferencesPerDeviceDay } };
      const report = buildGreenReport({ ...input, settings });
      return { fleet: report.fleet!.rows[0]!, row: report.rows.find(({ role }) => role === 'best')! };
    };
    // 1,200 inferences in 10,800 simulated seconds are 9,600 a day: there a fleet is SCI times inferences.
    const { fleet: simulated, row } = at(9600);
    const inferences = 1000 * 9600 * 365.25 * 4;
    expect((simulated.emissions.value * 1000) / (row.sci.value * inferences)).toBeCloseTo(1, 12);
    expect((simulated.emissions.low * 1000) / (row.sci.low * inferences)).toBeCloseTo(1, 9);
    expect((simulated.energyKwh * 3.6e6) / (1.2 * row.energyPerInference.value * inferences)).toBeCloseTo(
      1,
      12,
    );
    // Hardly ever asked, it rests all the time, and it was made all the same: 1,000 devices of 2 kg, 4 of 5 years.
    const { fleet: idle } = at(1e-9);
    const restW = (0.25 * row.energyPerInference.value * 1200) / 10_800;
    const restKwh = (restW * 1000 * 365.25 * 24 * 4 * 1.2) / 1000;
    expect(idle.energyKwh / restKwh).toBeCloseTo(1, 9);
    expect(idle.emissions.value / (1600 + (restKwh * row.gCO2ePerKwh) / 1000)).toBeCloseTo(1, 9);
    // 0.12 mW for 4 years are 4.2 Wh: one cell of 5 Wh is enough, and at 9,600 a day it is not.
    expect(idle.batteryReplacements).toBe(0);
    expect(simulated.batteryReplacements).toBeGreaterThan(0);
  });

  it('draws water from the energy and the PUE that its row was drawn from', async () => {
    const input = await greenInput(fullSettings);
    const pue = { value: 1.2, low: 1.0, high: 3, source: 'a site nobody knows' };
    const certain = buildGreenReport({
      ...input,
      settings: { ...fullSettings, pue: { ...pue, low: 1.2, high: 1.2 } },
    });
    const unsure = buildGreenReport({ ...input, settings: { ...fullSettings, pue } });
    const width = ({ rows }: typeof certain) =>
      rows[0]!.waterPerInference!.high - rows[0]!.waterPerInference!.low;
    expect(width(unsure)).toBeGreaterThan(1.1 * width(certain));
    // The ends of three factors at once are no 90% interval.
    const { low, high } = certain.rows[0]!.energyPerInference;
    expect(certain.rows[0]!.waterPerInference!.high).toBeLessThan((high / 3.6e6) * (0.2 + 1.2 * 3));
    expect(certain.rows[0]!.waterPerInference!.low).toBeGreaterThan((low / 3.6e6) * (0.2 + 1.2 * 1));
  });

  it('counts the sensor where the ledger has it, and says so', async () => {
    const input = await greenInput();
    const results = input.run.results.map((row) => ({
      ...row,
      ...(row.ledger
        ? { ledger: row.ledger.map((part, i) => (i === 0 ? { ...part, cause: 'sensor' } : part)) }
        : {}),
    }));
    const { boundary } = buildGreenReport({ ...input, run: { ...input.run, results } });
    expect(boundary.included.map(({ what }) => what)).toContain('samples of the sensor');
    expect(boundary.excluded.map(({ what }) => what).join()).not.toContain('sensor');
    expect((await greenSample()).boundary.excluded.map(({ what }) => what).join()).toContain('sensor');
  });

  it('names the program that simulated apart from the one that reports', async () => {
    const input = await greenInput();
    const tool = { ...input.tool, version: '9.9.9', commit: 'unknown' };
    const report = buildGreenReport({ ...input, tool });
    expect(report.tool).toEqual(tool);
    expect(report.simulatedBy.commit).toMatch(/^[0-9a-f]{40}$/);
    expect(report.warnings.join()).toContain('9.9.9');
    const { commit: _, ...old } = input.run.tool;
    expect(buildGreenReport({ ...input, run: { ...input.run, tool: old } }).simulatedBy.commit).toBe(
      'unknown',
    );
  });

  it('says what the simulation took, and its footprint only at a stated power', async () => {
    const { simulator } = await greenSample();
    expect(simulator).toMatchObject({ cpuS: 12.5, wallS: 7.25, footprint: null });
    expect(simulator!.simulatedS).toBeCloseTo(4 * 10_800, 6);
    const { simulator: stated, grid } = await greenSample(fullSettings);
    expect(stated!.footprint!.energyKwh).toBeCloseTo(100 / 3.6e6, 15);
    expect(stated!.footprint!.emissionsG).toBeCloseTo((100 / 3.6e6) * grid.gCO2ePerKwh, 12);
  });
});
