import { beforeAll, describe, expect, it } from 'vitest';
import { type Budget, budgetSchema } from '../../../sim/report/budget/budget-schema.ts';
import { budgetRows, checkBudget } from '../../../sim/report/budget/check-budget.ts';
import { inputDifferences, methodDifferences } from '../../../sim/report/budget/compare-reports.ts';
import { buildGreenReport } from '../../../sim/report/green/build-green-report.ts';
import type { GreenReport } from '../../../sim/report/green/schema/green-report-schema.ts';
import { greenInput } from '../green-sample.ts';

let report: GreenReport;
/** The same run, its best row dearer by so much. */
let dearer: (by: number) => Promise<GreenReport>;
const target = 'nucleo-u575zi-q';

beforeAll(async () => {
  const input = await greenInput();
  report = buildGreenReport(input);
  dearer = async (by) => ({
    ...report,
    rows: report.rows.map((row) => ({
      ...row,
      energyPerInference: { ...row.energyPerInference, value: row.energyPerInference.value * by },
    })),
  });
});

const budget = (entry: object): Budget =>
  budgetSchema.parse({ schemaVersion: 1, budgets: [{ target, ...entry }] });
const breaches = (entry: object, now: GreenReport, before: GreenReport | null = null) =>
  checkBudget(budget(entry), now, before).flatMap(({ breach }) => breach ?? []);

describe('checkBudget', () => {
  it('holds at the limit and breaks beyond it', () => {
    const { value } = report.rows[0]!.energyPerInference;
    expect(breaches({ energyPerInferenceJ: { max: value } }, report)).toEqual([]);
    expect(breaches({ energyPerInferenceJ: { max: value * 0.999 } }, report)).toEqual([
      expect.stringContaining('above'),
    ]);
    expect(breaches({ accuracy: { min: 0.99 } }, report)).toEqual([expect.stringContaining('below 0.99')]);
    expect(breaches({ latencyP95Ms: { max: 64.5 }, peakMemoryBytes: { max: 612_000 } }, report)).toEqual([]);
  });

  it('takes the unfavourable end of an interval where it is told to', () => {
    const { value } = report.rows[0]!.energyPerInference;
    const strict = { ...budget({ energyPerInferenceJ: { max: value } }), ends: 'unfavourable' as const };
    expect(checkBudget(strict, report, null)[0]!.breach).toContain('above');
  });

  it('allows growth to the limit, not beyond', async () => {
    const limit = { energyPerInferenceJ: { growth: 0.05 } };
    expect(breaches(limit, await dearer(1.05), report)).toEqual([]);
    expect(breaches(limit, await dearer(1.06), report)).toEqual([
      expect.stringMatching(/went from .* to .*6\.00%/),
    ]);
    expect(breaches(limit, await dearer(0.5), report)).toEqual([]);
    expect(breaches(limit, report)).toEqual(['the budget names no baseline']);
  });

  it('refuses a comparison with a baseline of another method, naming what differs', async () => {
    const other = { ...report, grid: { ...report.grid, zone: 'FR', gCO2ePerKwh: 31 } };
    expect(breaches({ sciPerInferenceG: { growth: 10 } }, report, other)).toEqual([
      expect.stringMatching(/not comparable.*grid was FR 2025, 31/),
    ]);
    const newer = { ...report, tool: { ...report.tool, version: '9.0.0' } };
    expect(methodDifferences(report, newer, target).map(({ field }) => field)).toEqual(['tool version']);
  });

  it('names inputs that changed', () => {
    const inputs = report.inputs.map((input) =>
      input.name === 'network' ? { ...input, sha256: '00'.repeat(32) } : input,
    );
    expect(inputDifferences(report, { ...report, inputs })).toEqual([
      expect.objectContaining({ field: expect.stringContaining('network'), now: '000000000000' }),
    ]);
  });

  it('finds the best row of a cell by default, and none of an unknown policy', () => {
    const [entry] = budget({ accuracy: { min: 0 } }).budgets;
    expect(budgetRows(report, entry!).map(({ policy }) => policy)).toEqual(['confidence-refinement']);
    expect(budgetRows(report, { ...entry!, policy: 'nothing' })).toEqual([]);
  });

  it('breaks where a cell has lost its best policy, or a row that the baseline has', () => {
    const [best] = budgetRows(report, budget({ accuracy: { min: 0 } }).budgets[0]!);
    const second = { ...best!, id: 'second', denseLoad: 0.5 };
    const both = { ...report, rows: [...report.rows, second] };
    const lost = { ...report, rows: [...report.rows, { ...second, role: 'other' as const }] };
    const gone = { ...report, rows: report.rows };
    expect(breaches({ accuracy: { min: 0 } }, both)).toEqual([]);
    expect(breaches({ accuracy: { min: 0 } }, lost)).toEqual([expect.stringContaining('no policy keeps')]);
    const none = { ...report, rows: report.rows.map((row) => ({ ...row, role: 'other' as const })) };
    expect(breaches({ accuracy: { min: 0 } }, none)).toEqual([expect.stringContaining('no policy keeps')]);
    const named = { accuracy: { min: 0 }, policy: best!.policy };
    expect(breaches(named, gone, both)).toEqual([expect.stringContaining('the run has not')]);
    expect(breaches(named, both, both)).toEqual([]);
  });

  it('refuses to compare scores whose making was assessed by other numbers', () => {
    const made = (totalG: number) => ({
      ...report,
      rows: report.rows.map((row) => ({
        ...row,
        embodiedShare: { totalG, lifetimeS: 1e8, timeShare: 1e-9, resourceShare: 1, source: 'maker' },
      })),
    });
    expect(methodDifferences(made(2000), made(2000), target)).toEqual([]);
    expect(methodDifferences(made(2000), made(1000), target).map(({ field }) => field)).toEqual(['embodied']);
  });

  it('refuses a limit without a number', () => {
    expect(() => budget({ accuracy: {} })).toThrow(/has no limit/);
  });
});
