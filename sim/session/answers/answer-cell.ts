import type { Answer } from '../answer.ts';
import { openWarmCell } from '../open-warm-cell.ts';
import type { EarlyRow } from '../questions.ts';

/**
 * Asks for one short step after the other: an aborted question ends with the step that runs, and leaves the thread with
 * all that it keeps.
 * @throws RangeError when the scenario has no such cell, or a change sets what is not there
 */
export const answerCell: Answer<'cell'> = async (
  context,
  { cell, change, first = null },
  { signal, onPart },
) => {
  const { input, warm } = await openWarmCell(context, cell, change, {
    signal,
    onProgress: (point, done, total) => onPart({ kind: 'measuring', point, share: done / total }),
  });
  const of = input.seeds.length;
  const replaced = (row: string) => change.policies?.[row] ?? row;
  const step: typeof warm.step = (one) => {
    signal.throwIfAborted();
    return warm.step(one);
  };
  const tell = async (row: string, repetitions: number) => {
    const { result } = await step({ kind: 'row', policy: replaced(row), repetitions });
    const part: EarlyRow | null = result && { kind: 'row', row, result, repetitions, of };
    if (part) onPart(part);
  };
  if (first !== null) {
    await tell(first, 1);
    if (of > 1) await tell(first, of);
  }
  const { names } = await step({ kind: 'describe', policies: input.policies });
  for (const row of names) {
    if (row === first) continue;
    for (let i = 1; i < of; i++) await step({ kind: 'simulate', policy: replaced(row), repetitions: i });
    await tell(row, of);
  }
  for (let i = 1; i <= of; i++) await step({ kind: 'references', repetitions: i });
  const whole = await step({ kind: 'whole', policies: [...new Set(names.map(replaced))] });
  return { cell: whole.cell, results: whole.results };
};
