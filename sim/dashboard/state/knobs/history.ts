import type { CellChange } from '../../../session/questions.ts';
import type { DashboardState } from '../state.ts';
import type { Turn } from './knob-state.ts';
import { settingsKey } from './settings-key.ts';
import { toSettings } from './to-settings.ts';
import { wantedSettings } from './wanted-settings.ts';

/** Changes that can be undone. */
const mostTurns = 200;

/** The state with a cell at other settings, and a turn that can be undone; the same state where nothing changes. */
export function change(state: DashboardState, id: string, settings: CellChange): DashboardState {
  const cell = state.cells.find((one) => one.id === id);
  if (!cell) return state;
  const before = wantedSettings(state, cell);
  if (settingsKey(before) === settingsKey(settings)) return state;
  const turned = toSettings(state, id, settings);
  const past = [...state.knobs.past, { cell: id, before, after: settings }].slice(-mostTurns);
  return { ...turned, knobs: { ...turned.knobs, past, future: [] } };
}

/** Takes the last turn back; its cell is then selected. */
export function undo(state: DashboardState): DashboardState {
  const turn = state.knobs.past.at(-1);
  if (!turn) return { ...state, problem: null, knobs: { ...state.knobs, note: 'nothing to undo' } };
  const back = goTo(state, turn, turn.before);
  return {
    ...back,
    knobs: {
      ...back.knobs,
      past: state.knobs.past.slice(0, -1),
      future: [...state.knobs.future, turn],
    },
  };
}

/** Makes the turn again that was taken back last. */
export function redo(state: DashboardState): DashboardState {
  const turn = state.knobs.future.at(-1);
  if (!turn) return { ...state, problem: null, knobs: { ...state.knobs, note: 'nothing to redo' } };
  const on = goTo(state, turn, turn.after);
  return {
    ...on,
    knobs: { ...on.knobs, past: [...state.knobs.past, turn], future: state.knobs.future.slice(0, -1) },
  };
}

const goTo = (state: DashboardState, { cell }: Turn, settings: CellChange): DashboardState => ({
  ...toSettings(state, cell, settings),
  selectedCell: cell,
});
