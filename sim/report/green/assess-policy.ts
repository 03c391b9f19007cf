import type { HourlyGrid, RunReport } from '../run-report.ts';
import { assessRun } from './assess-run.ts';
import { type Embodied, embodiedOf } from './embodied-of.ts';
import { noSettings } from './load-settings.ts';
import { obtainGrid } from './obtain-grid.ts';
import type { GreenReport } from './schema/green-report-schema.ts';
import type { GreenRow } from './schema/green-row-schema.ts';
import type { Grid } from './schema/grid-schema.ts';
import { tornadoOf } from './tornado-of.ts';

/** Zone and year of a yearly average. */
export interface GridChoice {
  readonly zone: string;
  readonly year: number;
}

/** One policy of one cell, and which electricity to assume. */
export interface PolicyToAssess {
  /** All cells of the target in the order of the run: the first says how sure its power at rest is. */
  readonly cells: RunReport['cells'];
  /** Rows of the policy under the cell's runtime, one a load: the other loads are an assumption that is varied. */
  readonly results: RunReport['results'];
  readonly denseLoad: number;
  /** What the run was simulated under. */
  readonly ofRun: GridChoice & { readonly hourly?: HourlyGrid | undefined };
  /** Another yearly average; null: what the run was simulated under. */
  readonly grid: GridChoice | null;
}

/** A row as `buildGreenReport` assesses it, with what each assumption alone does to its score. */
export interface PolicyAssessment {
  readonly grid: Grid;
  readonly row: GreenRow;
  /** Energy of the facility over that of the equipment. */
  readonly pue: number;
  /** Of the row's score, gCO2e per inference; largest first. */
  readonly tornado: GreenReport['tornado'];
  /** null: no source says what making the device emits. */
  readonly embodied: Embodied | null;
}

/**
 * The green assessment of one row without the report around it, under settings that say nothing: no PUE, no water.
 * @returns null where the policy has no energy: it does not fit, or completed nothing
 * @throws InputError on an unknown zone or year
 */
export async function assessPolicy(asked: PolicyToAssess): Promise<PolicyAssessment | null> {
  const { cells, results, denseLoad } = asked;
  const { grid, alternatives } = await obtainGrid(asked.grid ?? {}, noSettings, asked.ofRun, '');
  const embodied = await embodiedOf([...new Set(cells.map(({ target }) => target))], noSettings);
  const { assumptions, rows } = assessRun({ run: { cells, results }, grid, embodied, settings: noSettings });
  const found = rows.find(({ row }) => row.denseLoad === denseLoad);
  if (!found) return null;
  return {
    grid,
    row: found.row,
    pue: assumptions.pue.value,
    tornado: [...tornadoOf(found, alternatives, rows, grid.hourly !== null)],
    embodied: embodied.get(found.row.target) ?? null,
  };
}
