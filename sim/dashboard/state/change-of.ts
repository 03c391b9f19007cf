import type { CellChange } from '../../session/questions.ts';
import { type CellState, deadlineAtMs } from './state.ts';

/** What differs from the scenario in a cell as it is shown. */
export function changeOf(cell: CellState): CellChange {
  return cell.tenths === 10 ? {} : { deadlineMs: deadlineAtMs(cell, cell.tenths) };
}
