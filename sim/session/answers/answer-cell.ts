import { cellInputs } from '../../scenario/cell-inputs.ts';
import type { Answer } from '../answer.ts';

/** @throws RangeError when the scenario has no such cell */
export const answerCell: Answer<'cell'> = async (context, { cell, change }, { signal }) => {
  const run = await context.prepared();
  const seed = await context.seed();
  signal.throwIfAborted();
  const input = run.scenario.targets
    .filter(({ id }) => id === cell.target)
    .flatMap((entry) => cellInputs(run, entry, cell.runtime, seed))[cell.pace];
  if (!input) throw new RangeError(`the run has no cell ${cell.target}, ${cell.runtime}, ${cell.pace + 1}`);
  const { deadlineMs = input.deadlineMs } = change;
  const changed = { ...input, ...(deadlineMs === undefined ? {} : { deadlineMs }) };
  const [answer] = await (await context.cellPool()).run({ inputs: [changed] }, signal);
  return { cell: answer!.cell, results: answer!.results };
};
