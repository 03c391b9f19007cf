import { cellInputs } from '../scenario/cell-inputs.ts';
import type { CellInput } from '../scenario/simulate/cell-input.ts';
import type { CellChange, CellRef } from './questions.ts';
import type { SessionContext } from './session-context.ts';

/** What a cell is simulated from, changed knobs included. @throws RangeError when the scenario has no such cell */
export async function cellInputOf(
  context: SessionContext,
  cell: CellRef,
  { deadlineMs: changedMs }: CellChange,
): Promise<CellInput> {
  const run = await context.prepared();
  const seed = await context.seed();
  const input = run.scenario.targets
    .filter(({ id }) => id === cell.target)
    .flatMap((entry) => cellInputs(run, entry, cell.runtime, seed))[cell.pace];
  if (!input) throw new RangeError(`the run has no cell ${cell.target}, ${cell.runtime}, ${cell.pace + 1}`);
  const deadlineMs = changedMs ?? input.deadlineMs;
  return { ...input, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
}
