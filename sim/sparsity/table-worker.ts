import type { Network } from '../network/network.ts';
import { loadNetwork } from '../network/onnx/load-network.ts';
import { createExecutor } from './execute/create-executor.ts';
import { executeSamples } from './execute-samples.ts';
import type { NetworkExecutor } from './executor.ts';
import type { OutcomeTable } from './outcome-table.ts';
import { samplesAt } from './table-data.ts';
import type { TableTask } from './table-task.ts';

// A worker serves many tasks of one network in one form: reading and packing its weights is done once.
let ready: { file: string; form: string; network: Network; executor: NetworkExecutor } | null = null;

/** Entry of the worker thread: a part of an outcome table. */
export async function run(task: TableTask): Promise<OutcomeTable> {
  const { networkHash, numericForm, calibrationHash } = task.key;
  const form = [networkHash, numericForm, calibrationHash].join(' ');
  if (ready?.file !== task.modelFile || ready.form !== form) {
    const network = await loadNetwork(task.modelFile);
    if (network.hash !== networkHash) {
      throw new Error(`${task.modelFile}: the file has changed since the run began; start it again`);
    }
    const executor = await createExecutor(network, task.int8 ? { int8: task.int8 } : {});
    ready = { file: task.modelFile, form, network, executor };
  }
  const samples = samplesAt(task.data, task.split, task.positions);
  return executeSamples(ready.executor, samples, task.points, { key: task.key, network: ready.network.name });
}
