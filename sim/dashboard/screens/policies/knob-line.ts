import { formatMs } from '../../../report/format-quantity.ts';
import { cellTitle } from '../../state/cell-title.ts';
import { type DashboardState, deadlineAtMs } from '../../state/state.ts';
import { selectedCell } from '../../state/visible-rows.ts';
import type { Field } from '../../table/column.ts';

/** The line above the table: the selected cell, its deadline and what the knob is doing. */
export function knobLine(state: DashboardState): readonly Field[] {
  if (state.cells.length === 0) return [{ text: ' ' }];
  const cell = selectedCell(state);
  const factor = cell.tenths === 10 ? '' : ` (${cell.tenths / 10}× the run's)`;
  const deadline = `deadline ${formatMs(deadlineAtMs(cell, cell.tenths))}${factor}`;
  const fields: Field[] = [{ text: deadline }];
  const { knob: wanted, problem, answers } = state;
  const wantedCell = wanted && state.cells.find(({ id }) => id === wanted.cell);
  if (wantedCell && wanted) {
    const other = wantedCell.id === cell.id ? '' : ` for ${wantedCell.cell.target}`;
    const seconds = answers.knob?.waitedS ?? 0;
    const waited = seconds > 0 ? `, ${seconds} s` : '';
    const target = formatMs(deadlineAtMs(wantedCell, wanted.tenths));
    fields.push({ text: `… computing ${target}${other}${waited}`, tone: 'unsure' });
  } else if (problem) {
    fields.push({ text: `✗ not simulated: ${problem}`, tone: 'bad' });
  } else if (cell.previous) {
    fields.push({
      text: `Δ against ${formatMs(deadlineAtMs(cell, cell.previous.tenths))}`,
      tone: 'quiet',
    });
  }
  const filter = state.filters[state.screen];
  if (filter) fields.unshift({ text: `/${filter}`, tone: 'unsure' });
  return [...fields, { text: cellTitle(cell.cell), tone: 'quiet' }];
}
