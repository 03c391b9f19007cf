import type { CellAnswer, CellTask } from './cell-task.ts';
import { runCells } from './run-cells.ts';

/** Entry of the worker thread. */
export function run(task: CellTask): Promise<readonly CellAnswer[]> {
  return runCells(task);
}
