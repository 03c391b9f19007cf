import type { CellChange } from '../../../session/questions.ts';
import type { CellState, DashboardState } from '../state.ts';

/** Settings that a cell was turned to; those that it is shown at where nothing is being computed for it. */
export function wantedSettings({ knobs }: DashboardState, { id, settings }: CellState): CellChange {
  return knobs.wanted.get(id) ?? settings;
}
