import type { Answer } from '../answer.ts';
import { inputOfCell } from '../input-of-cell.ts';

/** @throws RangeError when the scenario has no such cell */
export const answerCell: Answer<'cell'> = async (context, { cell, change }, { signal }) => {
  const input = await inputOfCell(context, cell, change);
  signal.throwIfAborted();
  const [answer] = await (await context.cellPool()).run({ inputs: [input] }, signal);
  return { cell: answer!.cell, results: answer!.results };
};
