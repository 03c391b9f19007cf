import { cellKey } from '../../report/rank-results.ts';
import type { RunReport } from '../../report/run-report.ts';
import type { RunPart } from '../../session/questions.ts';
import { type CellState, cellState, type DashboardState, knownKey } from './state.ts';
import type { Want } from './wants.ts';

/** Places of cells within one (target, runtime): there are fewer paces than this in any scenario. */
const mostPaces = 1e4;

/** A run that is running is wanted until it is over. */
export function runWants({ live, runs }: DashboardState): readonly Want[] {
  return live ? [{ slot: 'run', key: `run ${runs}`, question: { anew: runs > 0 } }] : [];
}

/** The state after a part of the running run has come. */
export function withRunPart(state: DashboardState, part: RunPart): DashboardState {
  if (part.kind === 'progress') {
    const { label, done, total } = part;
    const { live, answers } = state;
    const sinceS = live?.label === label ? live.sinceS : (answers.run?.waitedS ?? 0);
    return { ...state, live: { label, done, total, sinceS } };
  }
  if (part.kind === 'warning') {
    const { report } = state;
    return { ...state, report: { ...report, warnings: [...report.warnings, part.message] } };
  }
  const added = part.cells.map((cell, pace) => cellState(cell, pace, part.place * mostPaces + pace));
  const cells = [...state.cells, ...added].sort((a, b) => a.place - b.place);
  const known = new Map(state.known);
  for (const cell of added) known.set(knownKey(cell.id, {}), cell);
  return { ...state, cells, known, selectedCell: state.selectedCell || cells[0]!.id };
}

/** The state when the run is over. Cells that were simulated anew with other knobs stay as they are. */
export function withRun(state: DashboardState, report: RunReport): DashboardState {
  const final = new Map(report.cells.map((cell) => [cellKey(cell), cell]));
  const settle = (cell: CellState): CellState =>
    cell.previous === null ? { ...cell, cell: final.get(cell.id) ?? cell.cell } : cell;
  return { ...state, report, live: null, cells: state.cells.map(settle) };
}
