import type { CellChange } from '../../../session/questions.ts';
import { type DashboardState, knownKey } from '../state.ts';
import { normalSettings, settingsKey } from './settings-key.ts';
import { showCell } from './show-cell.ts';

/** The state with a cell on its way to settings: shown at once where they were simulated before, else wanted. */
export function toSettings(state: DashboardState, id: string, change: CellChange): DashboardState {
  const cell = state.cells.find((one) => one.id === id);
  if (!cell) return state;
  const settings = normalSettings(change);
  const wanted = new Map(state.knobs.wanted);
  wanted.delete(id);
  const idle = { ...state, problem: null, knobs: { ...state.knobs, wanted, early: null, note: null } };
  if (settingsKey(settings) === settingsKey(cell.settings)) return idle;
  const known = state.known.get(knownKey(id, settings));
  if (known) return showCell(idle, id, settings, known);
  return { ...idle, knobs: { ...idle.knobs, wanted: wanted.set(id, settings) } };
}
