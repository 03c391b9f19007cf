import { formatChange, formatMs, formatSi } from '../report/format-quantity.ts';
import { targetRow } from './screens/targets/target-row.ts';
import { cellTitle } from './state/cell-title.ts';
import type { DashboardState } from './state/state.ts';
import { selectedCell } from './state/visible-rows.ts';

/** What stays in the scrollback when the dashboard is left: the run and the cell that was looked at last. */
export function exitSummary(state: DashboardState): string {
  const { report } = state;
  if (state.cells.length === 0) return `left before the first result; again: ${report.reproduce}\n`;
  const cell = selectedCell(state);
  const { best, vsDense } = targetRow(cell, state.cells);
  const found = best
    ? `${best.policy} ${formatSi(best.energyPerInferenceJ, 'J')} per inference, ${formatChange(vsDense)} against dense`
    : 'no policy keeps the constraints';
  return [
    `${report.scenario.name}, seed ${report.seed}, ${state.cells.length} cells, ${state.live ? 'not all of the run' : `result ${report.resultHash.slice(0, 12)}`}`,
    `${cellTitle(cell.cell)}, deadline ${formatMs(cell.cell.deadlineMs)}: ${found}`,
    `again: ${report.reproduce}`,
    '',
  ].join('\n');
}
