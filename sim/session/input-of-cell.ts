import { cellInputs } from '../scenario/cell-inputs.ts';
import type { CellInput } from '../scenario/simulate/cell-input.ts';
import type { CellChange, CellRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/** A cell of the scenario with what differs from it. @throws RangeError when the scenario has no such cell */
export async function inputOfCell(
  context: SessionContext,
  cell: CellRef,
  change: CellChange,
): Promise<CellInput> {
  const run = await context.prepared();
  const seed = await context.seed();
  const input = run.scenario.targets
    .filter(({ id }) => id === cell.target)
    .flatMap((entry) => cellInputs(run, entry, cell.runtime, seed))[cell.pace];
  if (!input) throw new RangeError(`the run has no cell ${cell.target}, ${cell.runtime}, ${cell.pace + 1}`);
  const { deadlineMs = input.deadlineMs } = change;
  return { ...input, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
}
