/** Entry of the worker thread that simulates spikes. */
export { runSpikeTask as run } from './run-spike-task.ts';
