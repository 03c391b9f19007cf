import type { SimulatedCell } from '../../session/questions.ts';
import { clamp } from './clamp.ts';
import { type CellState, type DashboardState, deadlineAtMs, knownKey } from './state.ts';
import { selectedCell } from './visible-rows.ts';
import type { Want } from './wants.ts';

/** Limits of the deadline knob, in tenths of the run's deadline. */
const tenthsRange = { least: 1, most: 50 };

/** A knob that still turns starts nothing: aborting a running simulation costs its thread. */
const settleMs = 120;

/** The setting that the knob was turned to is wanted until it is simulated. */
export function knobWants({ knob, cells }: DashboardState): readonly Want[] {
  const cell = knob && cells.find(({ id }) => id === knob.cell);
  if (!knob || !cell) return [];
  const change = { deadlineMs: deadlineAtMs(cell, knob.tenths) };
  return [
    {
      slot: 'knob',
      key: knownKey(knob.cell, knob.tenths),
      question: { cell: cell.ref, change },
      settleMs,
    },
  ];
}

/** The state after the knob of the selected cell was turned by so many tenths. */
export function turnKnob(state: DashboardState, by: number): DashboardState {
  const cell = selectedCell(state);
  if (!cell.cell.fits) return { ...state, problem: `nothing fits on ${cell.cell.target}` };
  const from = state.knob?.cell === cell.id ? state.knob.tenths : cell.tenths;
  const tenths = clamp(from + by, tenthsRange.least, tenthsRange.most);
  if (tenths === from) return state;
  const idle = { ...state, knob: null, problem: null };
  if (tenths === cell.tenths) return idle;
  const known = state.known.get(knownKey(cell.id, tenths));
  if (known) return show(idle, cell.id, tenths, known);
  return { ...idle, knob: { cell: cell.id, tenths } };
}

/** The state when the setting that the knob was turned to has been simulated. */
export function withKnobAnswer(state: DashboardState, answer: SimulatedCell): DashboardState {
  const { knob } = state;
  return knob ? show({ ...state, knob: null }, knob.cell, knob.tenths, answer) : state;
}

/** Shows a cell's answer; what was shown until now is what it is compared with. */
function show(state: DashboardState, id: string, tenths: number, answer: SimulatedCell): DashboardState {
  const { cell, results } = answer;
  const replace = (old: CellState): CellState =>
    old.id === id
      ? {
          ...old,
          cell,
          results,
          tenths,
          previous: { cell: old.cell, results: old.results, tenths: old.tenths },
        }
      : old;
  const known = new Map(state.known).set(knownKey(id, tenths), { cell, results });
  return { ...state, cells: state.cells.map(replace), known, problem: null };
}
