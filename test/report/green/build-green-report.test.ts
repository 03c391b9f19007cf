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
    // 4.31 mJ a time, 5,000 a day, 4 years: 31.5 kJ, 1.7 cells of 5 Wh, so one replacement a device.
    expect(of('mix').batteryReplacements).toBe(1000);
  });
});
