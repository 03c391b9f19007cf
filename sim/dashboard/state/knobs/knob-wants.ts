import { type DashboardState, knownKey } from '../state.ts';
import { selectedCell } from '../visible-rows.ts';
import type { Want } from '../wants.ts';
import { turnedRow } from './turn-knob.ts';

/** Settings that a cell was turned to are wanted until they are simulated, those of the selected cell first. */
export function knobWants(state: DashboardState): readonly Want[] {
  return [...simulated(state), ...saved(state), ...(isLookedFor(state) ? settableWants(state) : [])];
}

/** Screens that are about policies want it by themselves. */
const isLookedFor = ({ knobs, cells, screen }: DashboardState) =>
  knobs.isLookedFor && cells.length > 0 && screen !== 'policies';

function simulated(state: DashboardState): readonly Want[] {
  const { wanted } = state.knobs;
  if (wanted.size === 0 || state.cells.length === 0) return [];
  const selected = selectedCell(state);
  const cell = wanted.has(selected.id) ? selected : state.cells.find(({ id }) => wanted.has(id));
  if (!cell) return [];
  const change = wanted.get(cell.id)!;
  const first = cell === selected ? turnedRow(state) : null;
  return [{ slot: 'knob', key: knownKey(cell.id, change), question: { cell: cell.ref, change, first } }];
}

function saved({ knobs: { saving }, cells }: DashboardState): readonly Want[] {
  const cell = saving && cells.find(({ id }) => id === saving.cell);
  if (!saving || !cell) return [];
  const { kind, name, row, settings, number } = saving;
  return [
    {
      slot: 'save',
      key: String(number),
      question: { kind, name, cell: cell.ref, row, change: settings },
    },
  ];
}

/** What the selected cell can be set; wanted where policies are looked at or a knob is looked for: the deadline needs no question. */
export function settableWants(state: DashboardState): readonly Want[] {
  const cell = selectedCell(state);
  if (state.knobs.of.has(cell.id) || !cell.cell.fits) return [];
  return [{ slot: 'settable', key: cell.id, question: cell.ref }];
}
