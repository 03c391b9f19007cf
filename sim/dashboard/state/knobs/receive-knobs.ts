import type { CellKnobs, EarlyRow, PointProgress, SimulatedCell } from '../../../session/questions.ts';
import type { DashboardState } from '../state.ts';
import { knownKey } from '../state.ts';
import { knobWants } from './knob-wants.ts';
import { showCell } from './show-cell.ts';
import { othersUnread } from './turn-knob.ts';

/** The cell that is being simulated, and its settings. */
function computing(state: DashboardState) {
  const key = knobWants(state).find(({ slot }) => slot === 'knob')?.key;
  const found = [...state.knobs.wanted].find(([id, settings]) => knownKey(id, settings) === key);
  return found && key !== undefined ? { key, id: found[0], settings: found[1] } : null;
}

/** The state when a row has come before the rest of its cell, or a point is being executed for it. */
export function withEarlyPart(state: DashboardState, part: EarlyRow | PointProgress): DashboardState {
  const at = computing(state);
  if (!at) return state;
  const { early } = state.knobs;
  const before = early?.key === at.key ? early.rows : new Map<string, EarlyRow>();
  const rows = part.kind === 'row' ? new Map(before).set(part.row, part) : before;
  const measuring = part.kind === 'measuring' ? part : null;
  return { ...state, knobs: { ...state.knobs, early: { key: at.key, rows, measuring } } };
}

/** The state when the settings that a cell was turned to have been simulated. */
export function withTurnedCell(state: DashboardState, answer: SimulatedCell): DashboardState {
  const at = computing(state);
  return at ? showCell(without(state, at.id), at.id, at.settings, answer) : state;
}

/** The state when they could not be: the last good values stay. */
export function withFailedTurn(state: DashboardState, problem: string): DashboardState {
  const at = computing(state);
  return at ? { ...without(state, at.id), problem } : state;
}

/** The state when it is known what a cell can be set. */
export function withSettable(state: DashboardState, cell: string, knobs: CellKnobs): DashboardState {
  // What was said of knobs that were not known yet is said no longer.
  const still = (text: string | null) => (text?.endsWith(othersUnread) ? null : text);
  const note = still(state.knobs.note);
  const of = new Map(state.knobs.of).set(cell, knobs);
  return { ...state, problem: still(state.problem), knobs: { ...state.knobs, of, note } };
}

/** The state when a file was written, or could not be. */
export function withSaved(
  state: DashboardState,
  note: string | null,
  problem: string | null,
): DashboardState {
  return { ...state, problem, knobs: { ...state.knobs, saving: null, note } };
}

function without(state: DashboardState, id: string): DashboardState {
  const wanted = new Map(state.knobs.wanted);
  wanted.delete(id);
  return { ...state, knobs: { ...state.knobs, wanted, early: null } };
}
