/** Entry of the worker thread that simulates converted networks on chips. */
export { runChipTask as run } from './run-chip-task.ts';
