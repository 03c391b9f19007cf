import type { Answer } from '../answer.ts';
import { cellInputOf } from '../cell-input-of.ts';

/** @throws RangeError when the scenario has no such cell */
export const answerCell: Answer<'cell'> = async (context, { cell, change }, { signal }) => {
  const input = await cellInputOf(context, cell, change);
  signal.throwIfAborted();
  const [answer] = await (await context.cellPool()).run({ inputs: [input] }, signal);
  return { cell: answer!.cell, results: answer!.results };
};
