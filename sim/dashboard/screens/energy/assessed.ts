import type { Questions } from '../../../session/questions.ts';
import { selectedPolicy } from '../../state/selected-policy.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf, type Want } from '../../state/wants.ts';
import type { GridChoice } from './energy-state.ts';

export type Assessment = NonNullable<Questions['assess']['answer'][number]>;

/** The zone and the year of the run. */
export function gridOfRun({ report }: DashboardState): GridChoice {
  return { zone: report.scenario.gridZone, year: report.scenario.gridYear };
}

/** Whether a yearly average is what the run was simulated under: hours of its zone are another grid. */
export function isGridOfRun(state: DashboardState, { zone, year }: GridChoice): boolean {
  const own = gridOfRun(state);
  return zone === own.zone && year === own.year && state.report.scenario.gridHourly === undefined;
}

/** The question about the selected row: under the run's grid, and under another where one was chosen; null: no energy. */
export function assessWant(state: DashboardState): Extract<Want, { slot: 'assess' }> | null {
  const { cell, result } = selectedPolicy(state);
  if (!result || !((result.energyPerInferenceJ ?? 0) > 0)) return null;
  const { target, runtime, denseLoad } = cell.cell;
  const cells = state.cells.filter((other) => other.cell.target === target);
  const results = cells
    // A cell that was turned to another governor may have come to the name of one that the run has.
    .filter((other) => other.ref.runtime === cell.ref.runtime && other.cell.runtime === runtime)
    .flatMap((other) => other.results.filter(({ policy }) => policy === result.policy));
  const { gridHourly: hourly } = state.report.scenario;
  const { grid } = state.energy;
  const grids = grid ? [null, grid] : [null];
  const changing = results.map(({ energyPerInferenceJ, deadlineMs }) => [energyPerInferenceJ, deadlineMs]);
  return {
    slot: 'assess',
    // Whatever is simulated anew has another energy or another deadline.
    key: JSON.stringify([cell.id, result.policy, grids, cells.length, changing]),
    question: {
      row: {
        cells: cells.map((other) => other.cell),
        ...{ results, denseLoad },
        ofRun: { ...gridOfRun(state), hourly },
      },
      grids,
    },
  };
}

/** The selected row as it is assessed; nulls until the answer is there, and where there is no energy. */
export function assessed(state: DashboardState): {
  readonly before: Assessment | null;
  /** Under the grid that was chosen; null: none was. */
  readonly after: Assessment | null;
} {
  const want = assessWant(state);
  const answer = want && answerOf(state.answers, 'assess', want.key)?.answer;
  return { before: answer?.[0] ?? null, after: answer?.[1] ?? null };
}

/** The row as it is assessed under the grid that is assumed; null until that is there. */
export function assumedAssessment(state: DashboardState): Assessment | null {
  const { before, after } = assessed(state);
  return state.energy.grid ? after : before;
}

/** Grams of CO2e per kWh of the equipment: the intensity of the row's own hours where those differ. */
export function gramsPerKwh({ row, pue }: Assessment): number {
  return row.gCO2ePerKwh * pue;
}

/** Facility energy per inference, kWh: grams are this times an intensity. */
export function kwhPerInference({ row }: Assessment): number {
  return row.energyFacilityKwh / row.inferences;
}
