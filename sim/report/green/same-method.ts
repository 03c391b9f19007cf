import { numberText } from '../formats/number-text.ts';
import type { CellSummary, RunReport } from '../run-report.ts';
import { gridPeriod } from './grid-period.ts';
import type { GreenRow } from './schema/green-row-schema.ts';
import type { Grid } from './schema/grid-schema.ts';

/** What must be equal for two scores to be compared (ISO/IEC 21031: a baseline by the identical method), by name. */
export function methodFields(
  run: RunReport,
  grid: Grid,
  row: GreenRow,
  cell: Pick<CellSummary, 'profileHash'>,
): ReadonlyMap<string, string> {
  return new Map([
    ['functional unit R', 'inference'],
    ['tool version', run.tool.version],
    ['scenario', run.scenario.hash.slice(0, 12)],
    ['seed and repetitions', `${run.seed}, ${run.scenario.pairedSeeds}`],
    ['target', row.target],
    ['profile', cell.profileHash?.slice(0, 12) ?? 'not kept by this run'],
    ['load', String(row.denseLoad)],
    ['deadline', `${row.deadlineMs} ms`],
    ['boundary of energy', row.energyBoundary],
    ['grid', `${grid.zone} ${gridPeriod(grid)}, ${numberText(grid.gCO2ePerKwh)} gCO2e/kWh, ${grid.kind}`],
    ['embodied', row.embodied ? 'assessed' : 'not assessed'],
  ]);
}

/** Fields side by side. */
export function sameMethod(
  subject: ReadonlyMap<string, string>,
  baseline: ReadonlyMap<string, string>,
): { field: string; subject: string; baseline: string; equal: boolean }[] {
  return [...subject].map(([field, value]) => {
    const other = baseline.get(field) ?? 'absent';
    return { field, subject: value, baseline: other, equal: value === other };
  });
}
