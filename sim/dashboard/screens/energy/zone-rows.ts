import type { Questions } from '../../../session/questions.ts';
import type { DashboardState } from '../../state/state.ts';
import { answerOf, type Want } from '../../state/wants.ts';
import { filterRows } from '../../table/filter-rows.ts';
import { sortRows } from '../../table/sort-rows.ts';
import { assessed, gridOfRun, isGridOfRun, kwhPerInference } from './assessed.ts';
import type { GridChoice } from './energy-state.ts';
import { zoneColumns } from './zone-columns.ts';

/** A zone in one year, and what the selected row would emit there. */
export interface ZoneRow extends GridChoice {
  /** Tells rows apart. */
  readonly key: string;
  readonly name: string;
  readonly gPerKwh: number;
  /** By use and making, gCO2e per inference; null until the row is assessed. */
  readonly perInferenceG: number | null;
  /** Over what it emits under the grid of the run. */
  readonly ratio: number | null;
  readonly isOfRun: boolean;
  readonly isChosen: boolean;
}

/** The question for the zones. */
export const zonesWant = { slot: 'zones', key: 'zones', question: null } as const satisfies Want;

/** All zones, and whom the intensities are from; null until they are there. */
export function zonesOf({ answers }: DashboardState): Questions['zones']['answer'] | null {
  return answerOf(answers, 'zones', zonesWant.key)?.answer ?? null;
}

/** Key of a zone in a year. */
export function zoneKey({ zone, year }: GridChoice): string {
  return `${zone} ${year}`;
}

/**
 * Rows of the zones in the order shown, and which of them is selected: by default the grid that is assumed. Energy is the
 * same everywhere; grams are energy times intensity, so that nothing is asked for them.
 */
export function visibleZones(state: DashboardState): {
  readonly rows: readonly ZoneRow[];
  readonly selected: number;
} {
  const { before } = assessed(state);
  const { grid } = state.energy;
  const kwh = before && kwhPerInference(before);
  const makingG = before?.row.embodied?.value ?? 0;
  const rows = (zonesOf(state)?.zones ?? []).flatMap(({ zone, name, years }) =>
    years.map(({ year, gPerKwh }): ZoneRow => {
      const isOfRun = isGridOfRun(state, { zone, year });
      const perInferenceG = kwh === null ? null : kwh * gPerKwh + makingG;
      return {
        ...{ zone, year, name, gPerKwh, perInferenceG },
        key: zoneKey({ zone, year }),
        ratio: perInferenceG === null || !before ? null : perInferenceG / before.row.sci.value,
        isOfRun,
        isChosen: grid ? grid.zone === zone && grid.year === year : isOfRun,
      };
    }),
  );
  const filtered = filterRows(rows, state.filters.energy, ({ zone, name, year }) => [
    zone,
    name,
    String(year),
  ]);
  const sorted = sortRows(filtered, zoneColumns, state.energy.zones);
  const key = state.energy.zone ?? zoneKey(grid ?? gridOfRun(state));
  return {
    rows: sorted,
    selected: Math.max(
      0,
      sorted.findIndex((row) => row.key === key),
    ),
  };
}
