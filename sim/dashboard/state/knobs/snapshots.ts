import type { DashboardState } from '../state.ts';
import { change } from './history.ts';
import { settingsKey } from './settings-key.ts';
import { wantedSettings } from './wanted-settings.ts';

/** The state with the settings of all cells kept under a name; the same name again replaces them. */
export function takeSnapshot(state: DashboardState, name: string): DashboardState {
  const settings = new Map(
    state.cells
      .map((cell) => [cell.id, wantedSettings(state, cell)] as const)
      .filter(([, one]) => settingsKey(one) !== settingsKey({})),
  );
  const others = state.knobs.snapshots.filter((snapshot) => snapshot.name !== name);
  const note = `snapshot ${name}: ${settings.size} of ${state.cells.length} cells differ from the run`;
  return { ...state, knobs: { ...state.knobs, snapshots: [...others, { name, settings }], note } };
}

/** The state with all cells on their way to a snapshot's settings; every cell that changes can be undone by itself. */
export function restoreSnapshot(state: DashboardState, name: string): DashboardState {
  const snapshot = state.knobs.snapshots.find((one) => one.name === name);
  if (!snapshot) return state;
  const restored = state.cells.reduce((at, { id }) => change(at, id, snapshot.settings.get(id) ?? {}), state);
  return { ...restored, knobs: { ...restored.knobs, note: `as in snapshot ${name}` } };
}
