import type { DashboardState } from '../state.ts';
import { selectedCell, visiblePolicies } from '../visible-rows.ts';
import { change } from './history.ts';
import type { Knob } from './knob.ts';
import { knobsOf } from './knobs-of.ts';
import { rowOfPolicy } from './row-of-policy.ts';
import { wantedSettings } from './wanted-settings.ts';

/** Name of the scenario's row whose policy knobs turn; null where the cell has no rows. */
export function turnedRow(state: DashboardState): string | null {
  const { rows, selected } = visiblePolicies(state);
  return rows[selected]?.row ?? null;
}

/** Knobs of the selected cell and policy. */
export function knobsNow(state: DashboardState): readonly Knob[] {
  return knobsOf(state, selectedCell(state), turnedRow(state));
}

/** The knob that `[` and `]` turn. */
export function selectedKnob(state: DashboardState): Knob {
  const knobs = knobsNow(state);
  return knobs.find(({ id }) => id === state.knobs.selected) ?? knobs[0]!;
}

/** What is said of knobs that are not known yet. */
export const othersUnread = '; others are still being read';

/** The same, or nothing where all are known. */
export function othersText(state: DashboardState): string {
  const { id, cell } = selectedCell(state);
  return cell.fits && !state.knobs.of.has(id) ? othersUnread : '';
}

/** The state with the next knob selected, or the one before; after the last comes the first. */
export function nextKnob(state: DashboardState, by: 1 | -1): DashboardState {
  const knobs = knobsNow(state);
  const at = knobs.findIndex(({ id }) => id === selectedKnob(state).id);
  const { id, name, meaning, range, low, high, text } = knobs[(at + by + knobs.length) % knobs.length]!;
  const note = `${name}: ${meaning}; ${range ?? `${text(low)} to ${text(high)}`}${othersText(state)}`;
  return { ...state, problem: null, knobs: { ...state.knobs, selected: id, isLookedFor: true, note } };
}

/** The state after the selected knob was turned one step. */
export function turnKnob(state: DashboardState, by: 1 | -1): DashboardState {
  const knob = selectedKnob(state);
  const value = knob.step(knob.value, by);
  if (value !== knob.value) return setTo(state, knob, value, null);
  const isAlone = knob.step(value, by > 0 ? -1 : 1) === value;
  const note = isAlone
    ? `${knob.name} has no step from ${knob.text(value)}; = types a value, up to ${knob.text(knob.high)}`
    : `${knob.name} is at its limit, ${knob.text(value)}`;
  return { ...state, problem: null, knobs: { ...state.knobs, note } };
}

/** The state after a value was typed for the selected knob, or the nearest one that it can take. */
export function setKnob(state: DashboardState, typed: number): DashboardState {
  const knob = selectedKnob(state);
  const { value, note } = knob.snap(typed);
  return setTo(state, knob, value, note);
}

function setTo(state: DashboardState, knob: Knob, value: number, note: string | null): DashboardState {
  const cell = selectedCell(state);
  if (!cell.cell.fits) return { ...state, problem: `nothing fits on ${cell.cell.target}` };
  const before = wantedSettings(state, cell);
  const settings = knob.apply(before, value);
  const row = turnedRow(state);
  const policyOf = (of: string) => settings.policies?.[of] ?? of;
  const others = cell.results
    .map(({ policy }) => rowOfPolicy(cell.settings, policy))
    .filter((other) => other !== row);
  // A table has no two rows of one policy: the one that is there says what was asked.
  const twin = row === null ? undefined : others.find((other) => policyOf(other) === policyOf(row));
  if (twin !== undefined) {
    const said = `${policyOf(twin)} has a row of its own`;
    return { ...state, selectedPolicy: twin, problem: null, knobs: { ...state.knobs, note: said } };
  }
  const turned = change(state, cell.id, settings);
  return { ...turned, knobs: { ...turned.knobs, note } };
}
